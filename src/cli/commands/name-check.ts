import { BwcError } from '../../domain/errors.js';
import { ERROR_TEXTS } from '../../i18n/errors/index.js';
import { NAME_PARTS, type NamePart } from '../../policy/names/rules.js';
import { judgeName, type JudgedName } from '../../records/names/judge.js';
import { NAME_FORMS } from '../../store/repositories/names.js';
import { withQueries } from '../access.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { printable } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import { choiceOption, textOption } from '../options.js';
import type { CommandSpec } from '../program.js';
import { filesOf as listOf, openRulebooks } from '../rulebooks.js';
import { pair, type Options } from '../said-options.js';

export const nameCheck: CommandSpec = {
  name: 'name check',
  describe: 'cmd.name.check',
  args: ['[clip]'],
  options: [
    { flags: '--part <part>', describe: 'name.part', repeat: true },
    { flags: '--form <form>', describe: 'name.form' },
    { flags: '--rulebook <name>', describe: 'rules.rulebook' },
    { flags: '--with <file>', describe: 'rules.with', repeat: true },
  ],
  examples: [
    'name check c_01J...',
    'name check c_01J... --part content=复查',
    'name check --part unit=思明中队 --part party=某店 --part date=2026-03-02 --part content=占道经营检查',
    'name check --rulebook pudong-2024 --part party=甲+乙 --json',
  ],
  run: async (command, [clip], options) => {
    const form = choiceOption(options['form'], 'form', NAME_FORMS) ?? 'storage';
    const parts = partsOf(options);
    if (clip !== undefined) {
      if (textOption(options['rulebook']) !== undefined)
        throw new BwcError('bwc.usage', 'the station’s own rulebook judges a clip: leave out --rulebook');
      return withQueries(command.dataDir, async (queries) => {
        const checked = await queries.ask('name.check', { form, clip, parts });
        return report(command, checked, checked.wouldBe, checked.originalName);
      });
    }
    const names = [textOption(options['rulebook']) ?? 'xiamen-2021'];
    const [book] = openRulebooks(command, names, listOf(options['with'])).books;
    if (book === undefined) return EXIT.usage;
    const judged = judgeName(book, form, parts, 'mp4');
    return report(command, judged, judged.check?.name ?? null, null);
  },
};

function partsOf(options: Options): Partial<Record<NamePart, string>> {
  const parts: Partial<Record<NamePart, string>> = {};
  for (const text of listOf(options['part'])) {
    const [name, value] = pair('part', text);
    const part = NAME_PARTS.find((p) => p === name);
    if (part === undefined) throw new BwcError('bwc.usage', `--part takes ${NAME_PARTS.join(', ')}, not ${name}`);
    parts[part] = value;
  }
  return parts;
}

/** A name that does not check is no success: scripts see it by the exit code. */
function report(command: Command, judged: JudgedName, wouldBe: string | null, original: string | null): ExitCode {
  const { t, language } = command;
  const { check, rulebook } = judged;
  const code = check === null || check.name === null ? EXIT.failed : EXIT.ok;
  if (command.json) {
    printJson(command, judged);
    return code;
  }
  if (original !== null) line(command, printable(t('name.original', { name: original })));
  if (check === null) line(command, t('name.none', { rulebook }));
  else if (check.name !== null) line(command, t('name.ok', { name: wouldBe ?? check.name }));
  else {
    line(command, printable(check.preview));
    for (const { code: why, title, found, overBytes, suggestion } of check.problems) {
      const more = overBytes === null ? found : t('name.over', { n: overBytes });
      const what = ERROR_TEXTS[why].what[language];
      line(
        command,
        printable(t('name.problem', { title: title ?? '', what, found: more === null ? '' : ` (${more})` })),
      );
      if (suggestion !== null) line(command, `  ${printable(t('name.mend', { text: suggestion }))}`);
    }
  }
  return code;
}
