import { localDay } from '../../domain/time.js';
import { inForce } from '../../policy/rulebook/in-force.js';
import { leavesOf } from '../../policy/rulebook/leaves.js';
import type { Rulebook } from '../../policy/rulebook/schema.js';
import { EXIT } from '../exit-codes.js';
import { table } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import type { CommandSpec } from '../program.js';
import { citedText, keyText } from '../rule-values.js';
import { filesOf, nowInstant, openRulebooks } from '../rulebooks.js';

export const rulesShow: CommandSpec = {
  name: 'rules show',
  describe: 'cmd.rules.show',
  args: ['[rulebook]'],
  options: [{ flags: '--with <file>', describe: 'rules.with', repeat: true }],
  examples: ['rules show', 'rules show xiamen-2021', 'rules show ./siming-2026.json --json'],
  run: (command, [name], options) => {
    const { library, books } = openRulebooks(command, name === undefined ? [] : [name], filesOf(options['with']));
    const [book] = books;
    if (book === undefined) all(command, [...library.values()]);
    else one(command, book);
    return Promise.resolve(EXIT.ok);
  },
};

const today = (): string => localDay(nowInstant(), 'Asia/Shanghai');

function head(book: Rulebook) {
  const { id, title, issuer, number, validity } = book;
  const { from, to } = validity;
  return {
    id,
    title,
    issuer,
    number,
    extends: book.extends,
    from: from.value,
    to: to.value,
    inForce: inForce(book, today()),
  };
}

function forceText({ t }: Command, book: Rulebook): string {
  const { from, to } = book.validity;
  return inForce(book, today()) ? t('rules.inForce') : t('rules.notInForce', { from: from.value, to: to.value ?? '—' });
}

function all(command: Command, books: readonly Rulebook[]): void {
  if (command.json) {
    printJson(command, books.map(head));
    return;
  }
  const { t } = command;
  const rows = books.map((book) => [book.id, forceText(command, book), book.title]);
  line(command, table([t('column.rulebook'), t('column.state'), t('column.title')], rows));
}

function one(command: Command, book: Rulebook): void {
  const leaves = leavesOf(book);
  if (command.json) {
    const values = leaves.map(({ key, cited }) => ({ key, ...cited }));
    printJson(command, { ...head(book), inherits: book.inherits, values });
    return;
  }
  const { t } = command;
  line(command, `${book.id}  ${book.title}${book.number === null ? '' : `（${book.number}）`}  ${book.issuer}`);
  line(command, forceText(command, book));
  if (book.extends.length > 0) line(command, t('rules.extends', { base: book.extends.join(' → ') }));
  for (const { key, from, confirm } of book.inherits) line(command, t('rules.inherited', { key, from, confirm }));
  for (const { key, cited } of leaves)
    line(command, `${key}  ${keyText(command, key)}\n  ${citedText(command, cited)}`);
}
