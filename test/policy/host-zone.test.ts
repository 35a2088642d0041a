/** The zone of the machine changes no verdict. Run from the built program: `npm test` builds first. */
import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const from = (path: string): string => JSON.stringify(new URL(`../../dist/${path}`, import.meta.url).href);
const SCRIPT = `
  import { shippedYears } from ${from('policy/calendar/load.js')};
  import { addWorkingDays, workingCalendar } from ${from('policy/calendar/working-days.js')};
  import { continuity } from ${from('policy/continuity/gaps.js')};
  import { checkName } from ${from('policy/names/check.js')};
  import { mayDispose } from ${from('policy/retention/disposal.js')};
  import { retention } from ${from('policy/retention/retention.js')};
  import { retentionFacts } from ${from('policy/retention/from-facts.js')};
  import { NO_FACTS } from ${from('policy/facts/facts.js')};
  import { loadRulebooks } from ${from('policy/rulebooks/load.js')};
  const calendar = workingCalendar(shippedYears());
  const books = [...loadRulebooks().values()];
  // Around midnight in Shanghai and New York, and in the hours their clocks change or once changed.
  const moments = ['2026-03-02T15:59:59.999Z', '2026-03-02T16:00:00.000Z', '2026-03-08T06:30:00.000Z', '2026-03-08T07:30:00.000Z', '2026-11-01T05:30:00.000Z', '2026-08-31T03:59:59.000Z'];
  const told = (at) => ({ at, source: 'camera', confidence: 'certain' });
  const out = moments.flatMap((at) => books.map((book) => {
    const facts = { ...NO_FACTS, moments: { recordingEnd: told(at) }, flags: [{ flag: 'guidanceOnly', holds: true, source: 'person', confidence: 'certain' }],
      labels: [{ at, fields: { category: 'x' }, association: 'c', noCaseNumber: null, goods: [], services: [] }] };
    const verdict = retention(book.retention, retentionFacts(facts, book.label, 'Asia/Shanghai', [], []));
    const bars = mayDispose(book.retention, verdict, { by: 'a', at, consent: null }, '2033-03-02T15:59:59.999Z', 'Asia/Shanghai');
    return [book.id, verdict.earliestDisposal, bars.consentFrom, bars.bars];
  }));
  for (let m = 1; m <= 12; m += 1) {
    const day = '2026-' + String(m).padStart(2, '0') + '-08';
    out.push(addWorkingDays(calendar, day, 5));
  }
  out.push(continuity({ start: null, end: null, segments: [
    { clip: '1', device: 'A', start: '2026-03-08T06:00:00.000Z', end: '2026-03-08T06:59:00.000Z' },
    { clip: '2', device: 'A', start: '2026-03-08T07:01:00.000Z', end: '2026-03-08T07:30:00.000Z' }] }, 2000));
  const pudong = books.find((b) => b.id === 'pudong-2024').naming;
  out.push(checkName(pudong.storage, pudong, { time: '2026-03-08T02:30', caseNumber: '1', party: 'x', stage: 'y' }, 'MP4').name);
  console.log(JSON.stringify([new Date('2026-03-02T00:00:00Z').getTimezoneOffset(), out]));`;

describe('the machine’s own zone', () => {
  it('XM-18, TJ-21: changes no day that is counted, and no name', () => {
    const run = (TZ: string): [number, unknown[]] =>
      JSON.parse(
        execFileSync(process.execPath, ['--input-type=module', '--eval', SCRIPT], {
          env: { ...process.env, TZ },
          encoding: 'utf8',
        }),
      ) as [number, unknown[]];
    const [[newYork, there], [shanghai, here]] = [run('America/New_York'), run('Asia/Shanghai')];
    expect(newYork).not.toBe(shanghai);
    expect(there).toEqual(here);
    expect(there).toContainEqual(['xiamen-2021', '2027-03-03', '2026-04-01', ['proposedTooEarly', 'noConsent']]);
    expect(there.at(-1)).toBe('202603080230+1+x+y');
  });
});
