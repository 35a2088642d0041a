import { describe, expect, it } from 'vitest';
import { judgeNotRecorded, type NotRecorded } from '../../../src/policy/continuity/not-recorded.js';
import { evaluate } from '../../../src/policy/evaluate.js';
import { parseFacts } from '../../../src/policy/facts/parse.js';
import { findRulebook } from '../../../src/policy/rulebook/library.js';
import { loadRulebooks } from '../../../src/policy/rulebooks/load.js';
import { rulesOf } from '../../records/support.js';

const SAID: NotRecorded = { extent: 'whole', ground: 'stateSecret', reason: '涉密场所', decidedBy: '赵某' };
const verdict = (id: string, said: NotRecorded | null) =>
  judgeNotRecorded(findRulebook(loadRulebooks(), id).continuity, said);

describe('an act that was not recorded', () => {
  it.each([
    ['SH-04', 'shanghai-2017', '第十条'],
    ['TJ-07', 'tianjin-2024', '第十七条'],
  ])('%s: a state secret, or what is like it, may keep it from being recorded (%s)', (_id, rulebook, article) => {
    expect(verdict(rulebook, SAID)).toMatchObject({ ...SAID, allowed: true, basis: { article } });
    expect(verdict(rulebook, { ...SAID, ground: 'other' })?.allowed).toBe(true);
    expect(verdict(rulebook, null)).toBeNull();
  });

  it.each(['xiamen-2021', 'siping-tiedong-2020', 'pudong-2024'])('%s makes no such exception', (rulebook) => {
    expect(verdict(rulebook, SAID)).toMatchObject({ allowed: false, basis: { article: null } });
  });

  it('SH-04, TJ-07: is told in a facts document, with goods and services, and judged', () => {
    const now = '2026-03-04T00:00:00.000Z';
    const facts = parseFacts(
      {
        notRecorded: SAID,
        labels: { at: '2026-03-03T09:00:00+08:00', goods: [{ name: '炉具' }], services: [{ kind: '公告送达' }] },
      },
      now,
    );
    const { rulebook, calendar } = rulesOf('tianjin-2024');
    expect(evaluate(rulebook, facts, now, calendar)).toMatchObject({
      notRecorded: { allowed: true, decidedBy: '赵某' },
      label: {
        lacking: [
          { of: 'goods', place: 1, parts: ['features'] },
          { of: 'services', place: 1, parts: ['reason', 'medium'] },
        ],
      },
    });
  });
});
