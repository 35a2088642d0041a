/** The erasing of a visit as it is put on record: what is asked for, what came of it, what is settled later, when it stops. */
import { describe, expect, it } from 'vitest';
import { EraseOffice } from '../../../src/archive/erase/office.js';
import type { EraseRun } from '../../../src/archive/erase/run.js';
import { originalKey } from '../../../src/archive/keys.js';
import { showLog } from '../../../src/archive/sync/show-checkpoint.js';
import { DirectoryWitnessStore } from '../../../src/archive/witness/directory-witness-store.js';
import type { Erasable, EraseOutcome, ErasePolicy } from '../../../src/domain/erase.js';
import { ordinaryClip } from '../../records/disposal/support.js';
import { findingsOn, OnRecord } from '../../records/support.js';
import { fixedClock } from '../../store/fixed-clock.js';
import { tempFolder, TestVisit } from '../../store/support.js';
import { MemoryTarget, TestSync } from '../sync/support.js';

const BUREAU = { name: 'bureau', archiveId: 'id of bureau', lock: null, witness: null };
const AUTHORISED = { by: '李明', on: '2026-01-01', reference: null };

interface Bench {
  readonly station: OnRecord;
  readonly office: EraseOffice;
  /** A docking of the same card: three clips, the first with a sidecar. @returns its visit */
  readonly dock: (names?: readonly string[], can?: Erasable | null) => Promise<TestVisit>;
}

async function bench(policy: ErasePolicy = 'afterVerified', authorised: typeof AUTHORISED | null = AUTHORISED) {
  const station = await OnRecord.open();
  const { store } = station;
  const office = new EraseOffice(store, { rule: { policy, authorised }, archives: [BUREAU] }, fixedClock);
  const dock: Bench['dock'] = async (names = ['a', 'b', 'c'], can = 'yes') => {
    const visit = TestVisit.open(store);
    for (const name of names) {
      const index = await visit.ingest(`DCIM/${name}.mp4`, `content of ${name}`);
      if (name === 'a') await visit.ingest('DCIM/a.nmea', 'track of a', index);
    }
    store.db.prepare('UPDATE visit_entries SET locked = 0 WHERE visit_id = ?').run(visit.subject.id);
    store.visits.setErasable(visit.subject.id, can);
    return visit;
  };
  return { station, office, dock };
}

const pathsOf = (station: OnRecord, visit: TestVisit) => (index: number) =>
  station.store.entries.get(visit.subject.id, index)?.path.text;

/** Runs to the end; each answer in turn, then everything is erased. */
async function carry(run: EraseRun | null, path: (index: number) => string | undefined, answers: EraseOutcome[] = []) {
  const asked: (string | undefined)[] = [];
  for (;;) {
    const turn = (await run?.next()) ?? null;
    if (turn === null) break;
    asked.push(path(turn.index));
    run?.done({ outcome: answers.shift() ?? 'erased', code: null, reason: null });
  }
  run?.finish();
  return asked;
}

const roundOf = (station: OnRecord, visit: TestVisit) => station.store.visits.get(visit.subject.id)?.erased;
const alarms = (station: OnRecord) => station.store.alarms.open().map((a) => a.kind);

describe('the erasing of a visit', () => {
  it('asks for each file once, a clip before what lies beside it, with intent and outcome on record', async () => {
    const { station, office, dock } = await bench();
    const visit = await dock();
    const asked = await carry(office.begin(visit.subject.id), pathsOf(station, visit));
    expect(asked).toEqual(['DCIM/a.mp4', 'DCIM/a.nmea', 'DCIM/b.mp4', 'DCIM/c.mp4']);
    expect(roundOf(station, visit)).toMatchObject({ erased: 4, left: 0, failed: 0, why: [] });
    const events = station.store.custody.list({ visit: visit.subject.id, limit: 100, newestFirst: false });
    expect(events.map((e) => e.kind).filter((kind) => kind.includes('erase'))).toEqual([
      ...Array.from({ length: 4 }, () => ['clip.erase_begun', 'clip.erased']).flat(),
      'visit.erased',
    ]);
    expect(events.find((e) => e.kind === 'clip.erase_begun')?.body).toMatchObject({
      path: 'DCIM/a.mp4',
      basis: 'afterVerified',
      authorised: { by: '李明', on: '2026-01-01', reference: null },
    });
    expect(findingsOn(station.store)).toEqual([]);
    // Whoever changes a row behind the log's back is found out.
    station.store.db.exec("DROP TRIGGER erasures_no_update; UPDATE erasures SET authorised_by = '王五' WHERE id = 1");
    expect(findingsOn(station.store)).toMatchObject([{ kind: 'row.altered' }]);
  });

  it.each<[string, ErasePolicy, typeof AUTHORISED | null]>([
    ['by policy', 'never', AUTHORISED],
    ['without an authorisation', 'afterVerified', null],
  ])('does not take place %s', async (_, policy, authorised) => {
    const { station, office, dock } = await bench(policy, authorised);
    const visit = await dock();
    expect(office.allowed).toBe(false);
    expect(office.begin(visit.subject.id)).toBeNull();
    expect(roundOf(station, visit)).toBeNull();
  });

  it('asks for nothing that is locked, held, found fault with, or is not what was stored; and says why', async () => {
    const { station, office, dock } = await bench();
    const { store } = station;
    const visit = await dock(['a', 'b', 'c', 'd', 'e', 'f']);
    const { id } = visit.subject;
    const idx = (name: string): number =>
      store.entries.settledClips(id, -1, 99).find((e) => e.path.text === `DCIM/${name}.mp4`)?.index ?? -1;
    const set = (name: string, what: string): void => {
      store.db.prepare(`UPDATE visit_entries SET ${what} WHERE visit_id = ? AND idx = ?`).run(id, idx(name));
    };
    set('a', 'locked = 1');
    set('b', 'locked = NULL');
    set('c', "stamp = 'another'");
    set('d', 'bytes = bytes + 1');
    station.do('hold.place', {
      subject: { kind: 'clip', id: store.entries.get(id, idx('e'))?.clipId ?? '' },
      reason: '行政诉讼',
    });
    expect(await carry(office.begin(id), pathsOf(station, visit))).toEqual(['DCIM/f.mp4']);
    expect(roundOf(station, visit)).toMatchObject({ erased: 1, left: 5, failed: 0 });
    expect(new Map(roundOf(station, visit)?.why.map((w) => [w.what, w.files]))).toEqual(
      new Map([
        ['locked', 1],
        ['lockUnknown', 1],
        ['notStored', 2],
        ['held', 1],
      ] as const),
    );
    expect(alarms(station)).toEqual([]);
  });

  it('waits for the archive, and at a later docking takes off what it holds by then', async () => {
    const { station, office } = await bench('afterArchived');
    const { store } = station;
    const clip = await ordinaryClip(station);
    const first = store.clips.get(clip)?.visit ?? '';
    store.db.prepare('UPDATE visit_entries SET locked = 0 WHERE visit_id = ?').run(first);
    store.visits.setErasable(first, 'yes');
    expect(await carry(office.begin(first), () => 'x')).toEqual([]);
    expect(store.visits.get(first)?.erased?.why).toEqual([{ what: 'notArchived', files: 1 }]);
    const sync = new TestSync(station, new MemoryTarget());
    await sync.run();
    await showLog({ store, places: [] }, { ...sync.place, witness: new DirectoryWitnessStore(await tempFolder()) });
    expect(await carry(office.begin(first), () => 'x')).toEqual(['x']);
    const [begun] = store.custody.list({ clip, kind: 'clip.erase_begun', limit: 1, newestFirst: true });
    expect(begun?.body).toMatchObject({
      basis: 'afterArchived',
      heldBy: [{ target: 'bureau', objects: [{ part: 'original', readBack: 'direct' }, { part: 'record' }] }],
    });
  });

  it.each<ErasePolicy>(['afterVerified', 'afterArchived'])(
    'takes nothing off (%s) of which the copy at the archive is in doubt, until that was found whole again',
    async (policy) => {
      const { station, office } = await bench(policy);
      const { store } = station;
      const clip = await ordinaryClip(station);
      const visit = store.clips.get(clip)?.visit ?? '';
      store.db.prepare('UPDATE visit_entries SET locked = 0 WHERE visit_id = ?').run(visit);
      store.visits.setErasable(visit, 'yes');
      const target = new MemoryTarget();
      const sync = new TestSync(station, target, 'bureau', new DirectoryWitnessStore(await tempFolder()));
      sync.settings.auditNights = 1;
      await sync.run();
      const key = originalKey(store.clips.get(clip)?.sha256 ?? '');
      const held = target.objects.get(key);
      if (held === undefined) throw new Error('nothing is there');
      const nextNight = async (): Promise<void> => {
        sync.now += 24 * 3_600_000;
        await sync.run();
      };
      target.objects.set(key, { ...held, bytes: Buffer.from('something else') });
      await nextNight();
      expect(store.archiveFindings.openOf(clip)).toMatchObject([{ kind: 'altered' }]);
      expect(await carry(office.begin(visit), () => 'x')).toEqual([]);
      expect(store.visits.get(visit)?.erased?.why).toEqual([{ what: 'finding', files: 1 }]);
      target.objects.set(key, held);
      await nextNight();
      expect(await carry(office.begin(visit), () => 'x')).toEqual(['x']);
    },
  );

  it('leaves what may not be known alone until the card is looked at, and then says what it shows', async () => {
    const { station, office, dock } = await bench();
    const { store } = station;
    const visit = await dock();
    const run = office.begin(visit.subject.id);
    // Killed after the camera was asked.
    await run?.next();
    expect(await carry(office.begin(visit.subject.id), pathsOf(station, visit))).toEqual(['DCIM/b.mp4', 'DCIM/c.mp4']);
    expect(roundOf(station, visit)?.why).toEqual([{ what: 'unsettled', files: 1 }]);
    expect(alarms(station)).toEqual(['camera.not_erased']);

    const again = await dock(['a']);
    office.settle(again.subject.id);
    expect(store.erasures.ofCamera(again.subject.camera.id, 9).map((e) => e.outcome)).toEqual([
      'erased',
      'erased',
      'still_there',
    ]);
    // Known now, and tried once more; killed again, and this time the card has it no more.
    await office.begin(again.subject.id)?.next();
    const empty = await dock([]);
    office.settle(empty.subject.id);
    expect(store.erasures.ofCamera(empty.subject.camera.id, 1)).toMatchObject([{ outcome: 'gone' }]);
    expect(findingsOn(store)).toEqual([]);
  });

  it('concludes nothing from a listing that is not whole', async () => {
    const { station, office, dock } = await bench();
    const { store } = station;
    await office.begin((await dock(['a'])).subject.id)?.next();
    const partly = await dock(['b']);
    store.db
      .prepare("UPDATE visit_entries SET class = 'failed', clip_id = NULL WHERE visit_id = ?")
      .run(partly.subject.id);
    office.settle(partly.subject.id);
    expect(store.erasures.ofCamera(partly.subject.camera.id, 1)).toMatchObject([{ outcome: null }]);
  });

  it('stops at a camera that does not show what it did, and after three failures until a person asks again', async () => {
    const { station, office, dock } = await bench();
    const { store } = station;
    const first = await dock();
    expect(await carry(office.begin(first.subject.id), pathsOf(station, first), ['unconfirmed'])).toEqual([
      'DCIM/a.mp4',
    ]);
    expect(roundOf(station, first)).toMatchObject({ erased: 0, left: 3, failed: 1 });
    const second = await dock(['a', 'b', 'c', 'd', 'e']);
    office.settle(second.subject.id);
    expect(
      await carry(office.begin(second.subject.id), pathsOf(station, second), ['refused', 'refused', 'refused']),
    ).toEqual(['DCIM/a.mp4', 'DCIM/b.mp4']);
    expect(roundOf(station, second)?.why).toEqual([
      { what: 'leftAlone', files: 3 },
      { what: 'failed', files: 2 },
    ]);
    const third = await dock();
    expect(await carry(office.begin(third.subject.id), pathsOf(station, third))).toEqual([]);
    expect(alarms(station)).toEqual(['camera.not_erased']);

    station.do('camera.eraseAgain', { camera: third.subject.camera.id, reason: '已更换存储卡' });
    expect(await carry(office.begin(third.subject.id), pathsOf(station, third))).toHaveLength(4);
    expect(alarms(station)).toEqual([]);
    expect(findingsOn(store)).toEqual([]);
  });

  it.each<[Erasable | null, string, string[]]>([
    ['readOnly', 'readOnly', ['camera.not_erased']],
    ['no', 'cannot', []],
    [null, 'cannot', []],
  ])('asks nothing of a camera that cannot (%s)', async (can, what, told) => {
    const { station, office, dock } = await bench();
    const visit = await dock(['a', 'b'], can);
    expect(await carry(office.begin(visit.subject.id), pathsOf(station, visit))).toEqual([]);
    expect(roundOf(station, visit)).toMatchObject({ erased: 0, left: 2, failed: 0, why: [{ what, files: 2 }] });
    expect(alarms(station)).toEqual(told);
  });
});
