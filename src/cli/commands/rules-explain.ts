import { PolicyError } from '../../policy/errors.js';
import { leavesOf, type Leaf } from '../../policy/rulebook/leaves.js';
import { mayChange } from '../../policy/rulebook/stricter.js';
import type { Rulebook } from '../../policy/rulebook/schema.js';
import { EXIT } from '../exit-codes.js';
import { line, printJson, type Command } from '../io.js';
import { textOption } from '../options.js';
import type { CommandSpec } from '../program.js';
import { citedText, keyText, word } from '../rule-values.js';
import { filesOf, openRulebooks } from '../rulebooks.js';

export const rulesExplain: CommandSpec = {
  name: 'rules explain',
  describe: 'cmd.rules.explain',
  args: ['<key>'],
  options: [
    { flags: '--rulebook <name>', describe: 'rules.only' },
    { flags: '--with <file>', describe: 'rules.with', repeat: true },
  ],
  examples: [
    'rules explain deadlines.upload.limit',
    'rules explain retention --rulebook xiamen-2021',
    'rules explain retention.base --json',
  ],
  run: (command, [key = ''], options) => {
    const only = textOption(options['rulebook']);
    const { library, books } = openRulebooks(command, only === undefined ? [] : [only], filesOf(options['with']));
    const asked = books.length > 0 ? books : [...library.values()];
    const found = asked.map((book) => ({ book, leaves: leavesOf(book).filter((leaf) => isIn(key, leaf.key)) }));
    const keys = [...new Set(found.flatMap(({ leaves }) => leaves.map((leaf) => leaf.key)))];
    if (keys.length === 0) throw new PolicyError('bwc.rules.unknown', `no rulebook has a key ${key}`, { name: key });
    if (command.json)
      printJson(
        command,
        keys.map((k) => ({ key: k, rulebooks: found.map((f) => entry(f.book, f.leaves, k)) })),
      );
    else for (const k of keys) for (const text of describe(command, k, found)) line(command, text);
    return Promise.resolve(EXIT.ok);
  },
};

const isIn = (asked: string, key: string): boolean => key === asked || key.startsWith(`${asked}.`);

const leafOf = (leaves: readonly Leaf[], key: string): Leaf | undefined => leaves.find((leaf) => leaf.key === key);

function entry(book: Rulebook, leaves: readonly Leaf[], key: string) {
  const leaf = leafOf(leaves, key);
  return {
    rulebook: book.id,
    value: null,
    ...leaf?.cited,
    mayChange: leaf === undefined ? null : mayChange(leaf.key, leaf.cited),
  };
}

function* describe(
  command: Command,
  key: string,
  found: readonly { readonly book: Rulebook; readonly leaves: readonly Leaf[] }[],
): Generator<string> {
  yield `${key}  ${keyText(command, key)}`;
  for (const { book, leaves } of found) {
    const leaf = leafOf(leaves, key);
    yield `  ${book.id}: ${leaf === undefined ? command.t('rules.silent') : citedText(command, leaf.cited)}`;
    if (leaf === undefined) continue;
    const may = mayChange(leaf.key, leaf.cited);
    yield `    ${command.t('rules.may', { rule: may === 'free' ? command.t('rules.may.free') : word(command, may) })}`;
  }
}
