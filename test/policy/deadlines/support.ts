import { addDays, type Instant } from '../../../src/domain/time.js';
import { evaluateDeadlines } from '../../../src/policy/deadlines/evaluate.js';
import type { CalendarContext } from '../../../src/policy/deadlines/limit.js';
import type { DeadlineName } from '../../../src/policy/deadlines/rules.js';
import type { DeadlineVerdict } from '../../../src/policy/deadlines/verdict.js';
import type { Facts } from '../../../src/policy/facts/facts.js';
import { parseFacts } from '../../../src/policy/facts/parse.js';
import { findRulebook } from '../../../src/policy/rulebook/library.js';
import { loadRulebooks } from '../../../src/policy/rulebooks/load.js';

export const library = loadRulebooks();

/** Every day a working day but those named, and nothing known after 2026. */
export const calendarWithout = (...off: readonly string[]): CalendarContext => ({
  zone: 'Asia/Shanghai',
  workingDays: (start, count) => {
    let day = start;
    for (let left = count; left > 0;) {
      day = addDays(day, 1);
      if (!off.includes(day)) left -= 1;
    }
    return { day, provisional: day > '2026-12-31' };
  },
});

/** `2026-03-02 17:10` in Shanghai. */
export const at = (text: string): string => `${text.replace(' ', 'T')}+08:00`;

export const NOW: Instant = '2030-01-01T00:00:00.000Z';

export const facts = (document: Record<string, unknown>, now: Instant = NOW): Facts => parseFacts(document, now);

/** The verdict on one deadline, of the document's facts, at `now` (local time). */
export function judge(
  rulebook: string,
  rule: DeadlineName,
  document: Record<string, unknown>,
  now: string,
  calendar: CalendarContext = calendarWithout(),
): DeadlineVerdict {
  const instant = new Date(at(now)).toISOString();
  const verdicts = evaluateDeadlines(findRulebook(library, rulebook), facts(document), instant, calendar);
  const found = verdicts.find((v) => v.rule === rule);
  if (found === undefined)
    throw new Error(`${rulebook} has no ${rule} for this: ${verdicts.map((v) => v.rule).join()}`);
  return found;
}

/** Local time of a due instant. */
export const local = (instant: Instant | null): string | null =>
  instant === null ? null : new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
