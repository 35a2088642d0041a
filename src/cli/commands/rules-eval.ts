import { BwcError, messageOf } from '../../domain/errors.js';
import { isZone, offsetTime, type Instant } from '../../domain/time.js';
import { parseLocalCalendar } from '../../policy/calendar/load.js';
import type { CalendarContext } from '../../policy/deadlines/limit.js';
import { evaluate } from '../../policy/evaluate.js';
import { workingDaysOf } from '../../policy/rules-in-force.js';
import { PolicyError } from '../../policy/errors.js';
import { parseFacts } from '../../policy/facts/parse.js';
import { describeEvaluation, evaluationJson } from '../evaluation-report.js';
import { EXIT } from '../exit-codes.js';
import { printable } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import { textOption } from '../options.js';
import type { CommandSpec } from '../program.js';
import { filesOf, nowInstant, openRulebooks, readText } from '../rulebooks.js';

export const rulesEval: CommandSpec = {
  name: 'rules eval',
  describe: 'cmd.rules.eval',
  options: [
    { flags: '--rulebook <name>', describe: 'rules.rulebook' },
    { flags: '--facts <file>', describe: 'rules.facts' },
    { flags: '--now <time>', describe: 'rules.now' },
    { flags: '--zone <zone>', describe: 'rules.zone' },
    { flags: '--calendar <file>', describe: 'rules.calendar' },
    { flags: '--with <file>', describe: 'rules.with', repeat: true },
  ],
  examples: [
    'rules eval --facts facts.json',
    'rules eval --rulebook tianjin-2024 --facts facts.json --now 2026-03-03T09:00:00+08:00 --json',
    'rules eval --rulebook ./siming-2026.json --facts facts.json --calendar working-days.json --json',
  ],
  run: (command, _args, options) => {
    const file = textOption(options['facts']);
    if (file === undefined) throw new BwcError('bwc.usage', '--facts FILE is needed');
    const zone = textOption(options['zone']) ?? 'Asia/Shanghai';
    if (!isZone(zone)) throw new BwcError('bwc.usage', `--zone takes a zone such as Asia/Shanghai, not ${zone}`);
    const now = nowOf(textOption(options['now']));
    const calendar = calendarOf(command, zone, textOption(options['calendar']));
    const [book] = openRulebooks(
      command,
      [textOption(options['rulebook']) ?? 'xiamen-2021'],
      filesOf(options['with']),
    ).books;
    if (book === undefined) return Promise.resolve(EXIT.usage);
    const result = evaluate(book, parseFacts(parsed(file, readText(command, file)), now), now, calendar);
    if (command.json) printJson(command, evaluationJson(result, now, zone));
    else for (const text of describeEvaluation(command, result, zone)) line(command, printable(text));
    return Promise.resolve(EXIT.ok);
  },
};

function nowOf(text: string | undefined): Instant {
  if (text === undefined) return nowInstant();
  const read = offsetTime(text);
  if (typeof read === 'string')
    throw new BwcError('bwc.usage', `--now takes an ISO time with its offset (2026-03-03T09:00:00+08:00), not ${text}`);
  return read.instant;
}

function calendarOf(command: Command, zone: string, file: string | undefined): CalendarContext {
  const local = file === undefined ? undefined : parseLocalCalendar(readText(command, file), file);
  return workingDaysOf(zone, local).calendar;
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PolicyError('bwc.facts.invalid', `${file}: not JSON: ${messageOf(error)}`, { file });
  }
}
