import { describe, expect, it } from 'vitest';
import { parseFacts } from '../../../src/policy/facts/parse.js';
import { flagHolds, NO_FACTS } from '../../../src/policy/facts/facts.js';

const NOW = '2026-03-05T00:00:00.000Z';
const T = '2026-03-02T17:10:05+08:00';

const refusal = (document: unknown): [string, unknown] => {
  try {
    parseFacts(document, NOW);
  } catch (error) {
    const { code, details } = error as { code: string; details: { key?: unknown } };
    return [code, details.key];
  }
  throw new Error('was taken');
};

describe('a facts document', () => {
  it('says of each moment who says so and how sure that is; what it does not say is unstated', () => {
    const facts = parseFacts(
      { recordingEnd: T, returnToUnit: { at: T, source: 'dock', confidence: 'estimated' }, flags: ['obstruction'] },
      NOW,
    );
    expect(facts.moments).toEqual({
      recordingEnd: { at: '2026-03-02T09:10:05.000Z', source: 'unstated', confidence: 'certain' },
      returnToUnit: { at: '2026-03-02T09:10:05.000Z', source: 'dock', confidence: 'estimated' },
    });
    expect(facts.flags).toEqual([{ flag: 'obstruction', holds: true, source: 'unstated', confidence: 'certain' }]);
  });

  it('may be empty: then nothing is known', () => {
    expect(parseFacts({}, NOW)).toEqual(NO_FACTS);
  });

  it('tells no from nobody having said', () => {
    const facts = parseFacts({ flags: [{ flag: 'disputeOrConflict', holds: false }, 'complaint'] }, NOW);
    expect(['disputeOrConflict', 'complaint', 'massIncident'].map((f) => flagHolds(facts, f as never))).toEqual([
      false,
      true,
      null,
    ]);
  });

  it('holds versions of a label, oldest first, or one', () => {
    const at = (day: string) => `2026-03-0${day}T09:00:00+08:00`;
    const labels = [
      { at: at('4'), association: '案1' },
      { at: at('3'), fields: { party: '某某' } },
    ];
    expect(parseFacts({ labels }, NOW).labels.map((l) => l.association)).toEqual([null, '案1']);
    expect(parseFacts({ labels: labels[1] }, NOW).labels).toEqual([
      {
        at: '2026-03-03T01:00:00.000Z',
        fields: { party: '某某' },
        association: null,
        noCaseNumber: null,
        goods: [],
        services: [],
      },
    ]);
  });

  it.each([
    [{ recordingEnd: '2026-03-02T17:10:05' }, 'bwc.facts.no_zone', 'recordingEnd'],
    [{ labels: { at: '2026-03-02T17:10:05' } }, 'bwc.facts.no_zone', 'labels.0.at'],
    [{ case: { closed: { at: '2026-03-02T17:10' } } }, 'bwc.facts.no_zone', 'case.closed'],
    [{ approvals: [{ role: 'x', at: '2026-03-02T17:10:05' }] }, 'bwc.facts.no_zone', 'approvals.0.at'],
    [{ activityEnd: '2026-03-05T08:00:01+08:00' }, 'bwc.facts.future', 'activityEnd'],
    [{ case: { filedAt: '2027-01-01T00:00:00Z' } }, 'bwc.facts.future', 'case.filedAt'],
    [{ recordingStart: '2026-03-02T17:10:06+08:00', recordingEnd: T }, 'bwc.facts.end_before_start', 'recordingEnd'],
    [{ activityStart: '2026-03-02T10:00:00Z', activityEnd: T }, 'bwc.facts.end_before_start', 'activityEnd'],
    [{ recordingStart: '2026-03-02T10:00:00Z', uploadedAt: T }, 'bwc.facts.end_before_start', 'uploadedAt'],
    [{ recordingEnd: '2026-02-30T17:10:05+08:00' }, 'bwc.facts.invalid', 'recordingEnd'],
    [{ recordingEnd: 'yesterday' }, 'bwc.facts.invalid', 'recordingEnd'],
    [{ recordingEnd: '2026-03-02' }, 'bwc.facts.invalid', 'recordingEnd'],
    [{ recordingEnd: 1772442605 }, 'bwc.facts.invalid', 'recordingEnd'],
    [{ recordingend: T }, 'bwc.facts.invalid', 'recordingend'],
    [{ recordingEnd: { at: T, source: 'hearsay' } }, 'bwc.facts.invalid', 'recordingEnd.source'],
    [{ flags: ['boring'] }, 'bwc.facts.invalid', 'flags.0'],
    [{ sourceKind: 'drone' }, 'bwc.facts.invalid', 'sourceKind'],
    [{ labels: { at: T, fields: { party: '某'.repeat(2001) } } }, 'bwc.facts.invalid', 'labels.fields.party'],
    [{ labels: { at: T, goods: [{}] } }, 'bwc.facts.invalid', 'labels.goods.0'],
    [{ labels: { at: T, goods: [{ measure: 'stolen', name: 'x' }] } }, 'bwc.facts.invalid', 'labels.goods.0.measure'],
    [{ labels: { at: T, services: [{ document: 'x' }] } }, 'bwc.facts.invalid', 'labels.services.0.kind'],
    [{ labels: { at: T, services: [{ kind: 'x', by: 'y' }] } }, 'bwc.facts.invalid', 'labels.services.0.by'],
    [{ notRecorded: { extent: 'whole', ground: 'other', reason: 'x' } }, 'bwc.facts.invalid', 'notRecorded.decidedBy'],
    [{ notRecorded: { extent: 'most' } }, 'bwc.facts.invalid', 'notRecorded.extent'],
    [[], 'bwc.facts.invalid', ''],
    [null, 'bwc.facts.invalid', ''],
  ])('%j is refused: %s', (document, code, key) => {
    expect(refusal(document)).toEqual([code, key]);
  });

  it('takes what happens now', () => {
    expect(parseFacts({ uploadedAt: '2026-03-05T08:00:00+08:00' }, NOW).moments.uploadedAt?.at).toBe(NOW);
  });
});
