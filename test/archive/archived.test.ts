/** When a clip counts as archived, and what is named where something is lacking. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { archivedOf } from '../../src/archive/archived.js';
import { judgeArchived, type ArchiveFacts, type RequiredArchive } from '../../src/archive/judge-archived.js';
import { showLog } from '../../src/archive/sync/show-checkpoint.js';
import { DirectoryWitnessStore } from '../../src/archive/witness/directory-witness-store.js';
import { lackText } from '../../src/i18n/archived-words.js';
import type { SyncOrder } from '../../src/store/repositories/outbox-order.js';
import { ordinaryClip } from '../records/disposal/support.js';
import { OnRecord } from '../records/support.js';
import { tempFolder } from '../store/support.js';
import { MemoryTarget, TestSync } from './sync/support.js';

const BUREAU: RequiredArchive = { name: 'bureau', archiveId: 'id of bureau', lock: null, witness: null };
const NOW = '2026-03-04T00:00:00.000Z';

describe('a clip', () => {
  it('is archived once all of it is at the archive and a checkpoint over that was shown', async () => {
    const station = await OnRecord.open();
    const { store } = station;
    const clip = await ordinaryClip(station);
    const lacking = () => {
      const verdict = archivedOf(store, clip, [BUREAU], NOW);
      return verdict.archived ? [] : verdict.lacking.map((lack) => lackText(lack, 'en'));
    };
    expect(lacking()).toEqual(['bureau original: not due there', 'bureau record: not due there']);
    const sync = new TestSync(station, new MemoryTarget());
    expect(lacking()).toEqual(['bureau original: not archived yet', 'bureau record: not archived yet']);
    await sync.run();
    expect(lacking()).toEqual(['bureau: no checkpoint that covers it was shown to the archive']);
    await showLog({ store, places: [] }, { ...sync.place, witness: new DirectoryWitnessStore(await tempFolder()) });

    const verdict = archivedOf(store, clip, [BUREAU], NOW);
    const sha256 = store.clips.get(clip)?.sha256 ?? '';
    expect(verdict).toMatchObject({
      archived: true,
      heldBy: [{ target: 'bureau', objects: [{ part: 'original', sha256, readBack: 'direct' }, { part: 'record' }] }],
    });
    const [held] = verdict.archived ? verdict.heldBy : [];
    expect(held?.checkpointSize).toBeGreaterThan(Math.max(...(held?.objects.map((o) => o.entry) ?? [])));
    expect(archivedOf(store, clip, [{ ...BUREAU, witness: 'witness.bureau' }], NOW)).toMatchObject({
      lacking: [{ what: 'noReceipt' }],
    });
    expect(archivedOf(store, clip, [{ ...BUREAU, archiveId: 'another' }], NOW)).toMatchObject({
      lacking: [{ what: 'notLogged' }, { what: 'notLogged' }],
    });
    // A label that is put afterwards is on its way; what is there stays there.
    station.do('label.put', { clips: [clip], fields: { party: '更正商店' } });
    expect(lacking()).toEqual([]);
    const order = store.outbox.of(clip).find((o) => o.kind === 'record');
    const told = { target: 'bureau', clipId: clip, kind: 'missing', key: 'k', version: null, detail: '', lost: false };
    store.transaction(() => {
      const entry = store.log.append('archive.finding', {}, { clipId: clip }).seq;
      store.archiveFindings.add({ ...told, orderId: order?.id ?? 0, at: NOW, entry });
    });
    expect(lacking()).toEqual(['bureau record: a later look found that it is not as it was']);
    store.transaction(() => {
      store.archiveFindings.settle(1, NOW, 'direct', store.log.append('archive.finding_settled', {}).seq);
    });
    expect(lacking()).toEqual([]);
    store.raiseAlarm('archive.log_changed', 'bureau', {});
    expect(lacking()).toEqual(['bureau: the archive holds another log than this station']);
    expect(archivedOf(store, clip, [], NOW)).toMatchObject({ lacking: [{ what: 'noArchive' }] });
  });
});

const seldom = <T>(one: T, usual: T): fc.Arbitrary<T> =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(one) }, { weight: 7, arbitrary: fc.constant(usual) });
const digest = fc.constantFrom('aa', 'bb', 'cc');
const order: fc.Arbitrary<SyncOrder> = fc.record({
  id: fc.nat(),
  target: fc.constantFrom('bureau', 'tianjin'),
  clipId: fc.constant('c'),
  kind: fc.constantFrom('original' as const, 'sidecar' as const, 'record' as const),
  version: fc.option(fc.integer({ min: 1, max: 3 })),
  sha256: fc.option(digest),
  bytes: fc.option(fc.constantFrom(1, 2)),
  state: fc.constantFrom(
    'queued' as const,
    'uploaded' as const,
    'locked' as const,
    'verified' as const,
    'done' as const,
  ),
  queuedAt: fc.constant(NOW),
  attempts: fc.constant(0),
  nextAt: fc.constant(null),
  lastCode: fc.constant(null),
  lastReason: fc.constant(null),
  refusedAt: fc.option(fc.constant(NOW)),
  resume: fc.constant(null),
  objectVersion: fc.constant(null),
  retainUntil: fc.constantFrom(null, '2026-03-01T00:00:00.000Z', '2027-03-01T00:00:00.000Z'),
  enforcement: fc.constantFrom(null, 'recorded', 'governance', 'compliance'),
  readBack: fc.constantFrom(null, 'none', 'direct', 'remote'),
  doneAt: fc.constant(null),
  important: fc.constant(false),
  due: fc.constant(null),
  age: fc.constant(NOW),
});

const facts: fc.Arbitrary<ArchiveFacts> = fc
  .record({
    sidecars: fc.array(fc.record({ sha256: digest, bytes: fc.constantFrom(1, 2) }), { maxLength: 2 }),
    orders: fc.array(order, { maxLength: 8 }),
    entries: fc.array(
      fc.record({
        seq: fc.nat(9),
        part: fc.constantFrom('original' as const, 'sidecar' as const, 'record' as const),
        target: fc.constantFrom('bureau', 'tianjin'),
        archiveId: fc.constantFrom('id of bureau', 'other'),
        sha256: digest,
        key: fc.constant('k'),
      }),
      { maxLength: 12 },
    ),
    locks: fc.array(
      fc.record({
        seq: fc.integer({ min: 5, max: 14 }),
        target: fc.constantFrom('bureau', 'tianjin'),
        archiveId: fc.constantFrom('id of bureau', 'other'),
        sha256: digest,
        retainUntil: fc.constantFrom('2026-03-02T00:00:00.000Z', '2027-09-01T00:00:00.000Z'),
        enforcement: fc.constantFrom(null, 'recorded', 'governance', 'compliance'),
      }),
      { maxLength: 4 },
    ),
    shown: fc.option(fc.nat(16)),
    refused: seldom(true, false),
    found: seldom([{ target: 'tianjin', part: null, which: null }], []),
    unfit: seldom(true, false),
    receipt: fc.option(
      fc.record({ witness: fc.constantFrom('w', 'v'), size: fc.nat(12), at: fc.constant(NOW), entry: fc.constant(1) }),
    ),
  })
  .map(({ shown, refused, unfit, receipt, ...rest }) => ({
    ...rest,
    original: { sha256: 'aa', bytes: 1 },
    shownCovering: () => shown,
    lastReceipt: () => receipt,
    logRefused: () => refused,
    unfit: () => unfit,
  }));

/** Of an order that is done, nearly always what it takes. */
const finished = fc
  .record({
    one: order,
    refusedAt: seldom<string | null>(NOW, null),
    readBack: fc.oneof({ weight: 1, arbitrary: fc.constant('none') }, fc.constantFrom('direct', 'cached', 'remote')),
    // One that is over counts where the lock was renewed.
    retainUntil: fc.constantFrom('2026-03-01T00:00:00.000Z', '2027-03-01T00:00:00.000Z'),
    enforcement: seldom('governance', 'compliance'),
  })
  .map(({ one, ...rest }) => ({ ...one, ...rest, target: 'bureau', state: 'done' as const }));

/** States that are nearly archived, or are: of those that are generated freely hardly one is. */
const almost = fc
  .record({
    state: facts,
    original: finished,
    record: finished,
    entries: fc.tuple(fc.nat(9), fc.nat(9)),
    renewed: fc.option(fc.record({ seq: fc.integer({ min: 5, max: 14 }), of: fc.constantFrom('aa', 'bb') })),
    shown: seldom<number | null>(null, 16),
    signed: seldom<number | null>(null, 16),
  })
  .map(({ state, original, record, entries, renewed, shown, signed }): ArchiveFacts => {
    const there = { target: 'bureau', archiveId: 'id of bureau' };
    const lock = { ...there, retainUntil: '2027-09-01T00:00:00.000Z', enforcement: 'compliance' };
    return {
      ...state,
      sidecars: [],
      orders: [
        { ...original, kind: 'original', sha256: 'aa', bytes: 1 },
        { ...record, kind: 'record', sha256: 'bb', bytes: 2 },
        ...state.orders.filter((o) => o.kind === 'sidecar'),
      ],
      entries: [
        { ...there, seq: entries[0], part: 'original', sha256: 'aa', key: 'k' },
        { ...there, seq: entries[1], part: 'record', sha256: 'bb', key: 'k' },
      ],
      locks: renewed === null ? state.locks : [...state.locks, { ...lock, seq: renewed.seq, sha256: renewed.of }],
      shownCovering: () => shown,
      lastReceipt: () => (signed === null ? null : { witness: 'w', size: signed, at: NOW, entry: 1 }),
    };
  });

it('whatever is on record: archived means the very content, done, read back, locked, logged, shown and receipted', () => {
  let archived = 0;
  let renewed = 0;
  fc.assert(
    fc.property(
      fc.oneof(facts, almost, almost),
      fc.constantFrom(null, 'governance' as const, 'compliance' as const),
      fc.constantFrom(null, 'w'),
      (f, lock, witness) => {
        const verdict = judgeArchived(f, [{ ...BUREAU, lock, witness }], NOW);
        if (!verdict.archived) {
          expect(verdict.lacking.length).toBeGreaterThan(0);
          return;
        }
        archived += 1;
        const [held] = verdict.heldBy;
        expect(held?.objects.map((o) => o.part)).toEqual(['original', ...f.sidecars.map(() => 'sidecar'), 'record']);
        expect(held?.objects[0]).toMatchObject({ sha256: 'aa', bytes: 1 });
        expect(f.logRefused('bureau') || f.unfit('bureau') || f.found.length > 0).toBe(false);
        for (const o of held?.objects ?? []) {
          expect(f.orders.some((x) => x.state === 'done' && x.sha256 === o.sha256 && x.target === 'bureau')).toBe(true);
          expect(['direct', 'cached', 'remote']).toContain(o.readBack);
          expect(held?.checkpointSize).toBeGreaterThan(o.entry);
          expect(held?.checkpointSize).toBeGreaterThan(o.lockEntry ?? -1);
          if (o.lockEntry !== null) renewed += 1;
          if (witness !== null) expect(held?.receipt).toMatchObject({ witness });
          if (witness !== null) expect(held?.receipt?.size).toBeGreaterThan(o.entry);
          if (lock !== null) expect((o.retainUntil ?? '') > NOW).toBe(true);
          if (lock === 'compliance') expect(o.enforcement).toBe('compliance');
        }
      },
    ),
    { numRuns: 2000 },
  );
  expect(archived).toBeGreaterThan(30);
  expect(renewed).toBeGreaterThan(10);
});
