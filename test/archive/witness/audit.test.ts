import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditCheckpoints } from '../../../src/archive/witness/audit.js';
import { STATION, TestLog } from './test-log.js';

const SIZES = [5, 12, 20, 33, 40];
const log = TestLog.of(50);
const kept = (of: TestLog, sizes: readonly number[], from = 0) =>
  sizes.map((size, i) => ({ size, text: of.shown(sizes[i - 1] ?? from, size) }));
const found = (list: readonly { size: number; text: string }[]) =>
  auditCheckpoints(STATION, list).findings.map(({ kind, size }) => `${kind} ${String(size)}`);

describe('the audit of the checkpoints that an archive was shown', () => {
  it('finds nothing where each goes on from the one before, also where one was shown twice', () => {
    const list = kept(log, SIZES);
    expect(auditCheckpoints(STATION, list)).toMatchObject({ findings: [], proven: { size: 40 } });
    expect(found([...list, ...list.slice(-1)])).toEqual([]);
    expect(auditCheckpoints(STATION, [])).toEqual({ findings: [], proven: null, roots: new Map() });
  });

  it('names the first checkpoint of a log that was rewritten, wherever it was', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: SIZES.length - 1 }), fc.nat(), (at, which) => {
        const rewritten = log.rewritten(which % (SIZES[at - 1] ?? 1));
        const list = [...kept(log, SIZES.slice(0, at)), ...kept(rewritten, SIZES.slice(at), SIZES[at - 1])];
        expect(found(list)).toEqual([`inconsistent ${String(SIZES[at])}`]);
        expect(auditCheckpoints(STATION, list).proven?.size).toBe(SIZES[at - 1]);
      }),
    );
  });

  it('names forks, rollbacks, what was removed, renamed, swapped or spoiled', () => {
    const list = kept(log, SIZES);
    const forked = log.rewritten(3);
    expect(found([...list, { size: 20, text: forked.shown(12, 20) }])).toEqual(['fork 20']);
    expect(found([...list, { size: 50, text: log.shown(12, 50) }])).toEqual(['fork 50']);
    expect(found([...list, { size: 50, text: log.shown(0, 50) }])).toEqual(['fork 50']);
    expect(found([...list, { size: 30, text: log.shown(20, 30) }])).toEqual(['rollback 30']);
    expect(found(list.filter(({ size }) => size !== 20))).toEqual(['missing 33']);
    expect(found(list.map((k) => (k.size === 20 ? { ...k, size: 21 } : k)))).toEqual(['misnamed 21']);
    const other = `old 12\n\n${log.note(20, 'bwc-station/st-9999999999')}`;
    expect(found(list.map((k) => (k.size === 20 ? { ...k, text: other } : k)))).toEqual(['signature 20', 'missing 33']);
    const spoiled = list.map((k) => (k.size === 20 ? { ...k, text: k.text.slice(0, 20) } : k));
    expect(found(spoiled)).toEqual(['unreadable 20', 'missing 33']);
    expect(found([...list].reverse())).toEqual(['missing 40', ...[33, 20, 12, 5].map((n) => `rollback ${String(n)}`)]);
  });
});
