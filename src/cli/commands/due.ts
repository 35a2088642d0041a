import { BwcError } from '../../domain/errors.js';
import { DEADLINES } from '../../policy/deadlines/rules.js';
import { GROUPS, OPEN_STATES } from '../../store/repositories/deadline-lists.js';
import { whoAmI, withQueries, withStation } from '../access.js';
import { notesText, dueTable, groupTable, tallyText } from '../due-report.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { parseDuration, printable } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import { choiceOption, countOption, textOption } from '../options.js';
import type { CommandSpec } from '../program.js';

export const due: CommandSpec = {
  name: 'due',
  describe: 'cmd.due',
  options: [
    { flags: '--by <what>', describe: 'due.by' },
    { flags: '--officer <number>', describe: 'due.officer' },
    { flags: '--camera <camera>', describe: 'due.camera' },
    { flags: '--unit <name>', describe: 'due.unit' },
    { flags: '--activity <id>', describe: 'due.activity' },
    { flags: '--state <state>', describe: 'due.state' },
    { flags: '--rule <rule>', describe: 'due.rule' },
    { flags: '--within <time>', describe: 'due.within' },
    { flags: '--limit <n>', describe: 'clips.limit' },
    { flags: '--offset <n>', describe: 'clips.offset' },
    { flags: '--check', describe: 'due.check' },
    { flags: '--recompute', describe: 'due.recompute' },
  ],
  examples: ['due', 'due --by officer', 'due --state late --json', 'due --within 24h --rule label', 'due --check'],
  run: async (command, _args, options) => {
    if (options['recompute'] === true) return recompute(command);
    const filter = filterOf(options);
    const by = choiceOption(options['by'], 'by', GROUPS);
    const limit = countOption(options['limit'], 'limit', 50, 1, 10_000);
    const offset = countOption(options['offset'], 'offset', 0, 0, 1_000_000);
    return withQueries(command.dataDir, async (queries) => {
      const answer = await queries.ask('deadlines.next', { ...filter, limit: by === undefined ? limit : 0, offset });
      const code = options['check'] === true && (answer.tally.late ?? 0) > 0 ? EXIT.failed : EXIT.ok;
      if (answer.stale) command.err(`${command.t('due.stale')}\n`);
      if (by !== undefined) {
        const groups = await queries.ask('deadlines.by', { ...filter, by });
        if (command.json) printJson(command, groups);
        else line(command, groups.length === 0 ? command.t('due.none') : groupTable(command, `column.${by}`, groups));
        return code;
      }
      if (command.json) {
        printJson(command, answer.rows);
        return code;
      }
      line(command, answer.rows.length === 0 ? command.t('due.none') : dueTable(command, answer));
      for (const note of notesText(command, answer)) line(command, printable(note));
      const { late = 0, dueSoon = 0, running = 0, blocked = 0, provisional = 0 } = answer.tally;
      const more = late + dueSoon + running + blocked + provisional - offset - answer.rows.length;
      if (more > 0) line(command, command.t('due.more', { n: more }));
      line(command, tallyText(command, answer));
      return code;
    });
  },
};

function filterOf(options: Parameters<CommandSpec['run']>[2]) {
  const within = textOption(options['within']);
  const withinMs = within === undefined ? undefined : parseDuration(within);
  if (within !== undefined && withinMs === undefined)
    throw new BwcError('bwc.usage', `--within takes a time such as 24h or 90m, not ${within}`);
  return {
    officer: textOption(options['officer']),
    camera: textOption(options['camera']),
    unit: textOption(options['unit']),
    activity: textOption(options['activity']),
    state: choiceOption(options['state'], 'state', OPEN_STATES),
    rule: choiceOption(options['rule'], 'rule', DEADLINES),
    withinMs,
  };
}

const recompute = (command: Command): Promise<ExitCode> =>
  withStation(command.dataDir, 'due', async (station) => {
    let clips = 0;
    for (let more = true, anew = true; more; anew = false) {
      const step = await station.act('deadlines.recompute', { anew }, whoAmI());
      clips += step.clips;
      ({ more } = step);
    }
    if (command.json) printJson(command, { clips });
    else line(command, command.t('due.recomputed', { n: clips }));
    return EXIT.ok;
  });
