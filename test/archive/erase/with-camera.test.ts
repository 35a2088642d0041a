/** Runs of erasing against a virtual MTP camera with faults: whatever happens, the log says in the end what the card shows. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EraseOffice } from '../../../src/archive/erase/office.js';
import type { Camera, ListedFile } from '../../../src/device/camera.js';
import { OperationCode } from '../../../src/device/mtp/codec/operations.js';
import { createMtpDriver } from '../../../src/device/mtp/mtp-driver.js';
import { GENERIC_QUIRKS } from '../../../src/device/mtp/quirks.js';
import {
  createVirtualMtpCamera,
  fillContent,
  type MtpFault,
  type ScheduledFault,
  type VirtualMtpCamera,
} from '../../../src/device/testing/mtp/index.js';
import type { EraseProof } from '../../../src/domain/erase.js';
import { eraseOutcomeOf } from '../../../src/ingest/visit/erase-outcome.js';
import { toFailure } from '../../../src/ingest/visit/failure.js';
import { findingsOn, OnRecord } from '../../records/support.js';
import { fixedClock } from '../../store/fixed-clock.js';
import { TestVisit } from '../../store/support.js';
import { schedule } from '../../device/mtp/schedule-arbitrary.js';

const RUNS = 60;
const MODEL = {
  id: 'erasable',
  name: 'a model known to erase what it is asked to',
  quirks: { ...GENERIC_QUIRKS, erase: true },
  matches: () => true,
};
const NAMES = ['DCIM/a.mp4', 'DCIM/b.mp4', 'DCIM/c.mp4'];

/** When the deletion is asked for, or between the deletion and its answer. */
const atDelete: fc.Arbitrary<ScheduledFault> = fc
  .record({
    nth: fc.integer({ min: 1, max: 3 }),
    late: fc.boolean(),
    fault: fc.constantFrom<MtpFault>(
      { kind: 'dropResponse' },
      { kind: 'unplug' },
      { kind: 'hang', until: 'replug' },
      { kind: 'stallBulkOut' },
      { kind: 'busy', times: 20 },
      { kind: 'unplugAndReplug', afterMs: 10, handles: 'new' },
    ),
  })
  .map(({ nth, late, fault }) => ({
    when: { op: OperationCode.DeleteObject, nth, ...(late && { byteOffset: 0 }) },
    do: fault,
  }));

/** @param killedAt the station is killed once it has asked for so many files; 0 for never */
async function docking(
  office: EraseOffice,
  camera: Camera,
  files: readonly ListedFile[],
  visit: TestVisit,
  killedAt: number,
) {
  const { id } = visit.subject;
  const run = office.begin(id);
  for (let asked = 1; ; asked += 1) {
    const turn = (await run?.next()) ?? null;
    if (turn === null) break;
    const path = visit.store.entries.get(id, turn.index)?.path.text;
    const file = files.find((f) => f.path.text === path);
    if (file === undefined) throw new Error(`${String(path)} was never listed`);
    const code = await erased(camera, file, turn.proof);
    if (asked === killedAt) return;
    const outcome = code === null ? 'erased' : eraseOutcomeOf(code);
    run?.done({ outcome, code, reason: null });
    if (code === 'bwc.device.gone') return;
  }
  run?.finish();
}

const erased = (camera: Camera, file: ListedFile, proof: EraseProof) =>
  (camera.erase?.(file, proof) ?? Promise.reject(new Error('it cannot'))).then(
    () => null,
    (error: unknown) => toFailure(error).code,
  );

const onCard = (virtual: VirtualMtpCamera): Set<string> =>
  new Set(virtual.store.objects().flatMap((o) => (o.content === null ? [] : [o.path])));

it(
  'what is on record of erasing is what the card shows, whatever the camera does and whenever the station is killed',
  { timeout: 120_000 },
  async () => {
    const station = await OnRecord.open();
    const { store } = station;
    const rule = { policy: 'afterVerified', authorised: { by: '李明', on: '2026-01-01', reference: null } } as const;
    const office = new EraseOffice(store, { rule, archives: [] }, fixedClock);
    let n = 0;
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(schedule, fc.option(atDelete), fc.nat(3), async (faults, onDelete, killedAt) => {
        n += 1;
        const serial = `S${String(n)}`;
        const entries = NAMES.map((path, at) => ({ path, size: 3000 + at, seed: `${serial} ${path}` }));
        const all = onDelete === null ? faults : [...faults, onDelete];
        const virtual = createVirtualMtpCamera({ storages: [{ entries }], schedule: all });
        const opened = await createMtpDriver({
          host: virtual,
          timing: virtual.timing,
          models: [MODEL],
          erase: { secondRead: true },
        })
          .open(virtual.candidate, MODEL.id)
          .catch(() => null);
        if (opened === null) return;
        const files: ListedFile[] = [];
        try {
          for await (const file of opened.list()) files.push(file);
        } catch {
          return;
        }
        const clips = files.filter((f) => f.class.as === 'clip');
        const ingested = async (wanted: ReadonlySet<string>): Promise<TestVisit> => {
          const visit = TestVisit.open(store, serial, `mtp:${serial}`);
          for (const { path, stamp, bytes } of clips.filter((f) => wanted.has(f.path.text))) {
            const content = Buffer.alloc(bytes);
            fillContent({ head: new Uint8Array(), seed: `${serial} ${path.text}`, size: bytes }, 0, content);
            await visit.ingest(path, content, null, { stamp, locked: false });
          }
          store.visits.setErasable(visit.subject.id, 'yes');
          return visit;
        };
        const stolen = (): boolean =>
          virtual.struck.some((f) => f.kind === 'deleteUnderneath' || f.kind === 'storeRemoved');
        await docking(office, opened, clips, await ingested(new Set(NAMES)), killedAt);
        await opened.close().catch(() => undefined);

        // The next docking: what the card has now is listed, and nothing is left open.
        const left = onCard(virtual);
        const next = await ingested(left);
        office.settle(next.subject.id);
        const tries = store.erasures.ofCamera(next.subject.camera.id, 99);
        for (const { path, outcome } of tries) {
          seen.set(outcome ?? 'open', (seen.get(outcome ?? 'open') ?? 0) + 1);
          if (stolen()) continue;
          expect(outcome, path).not.toBeNull();
          expect(left.has(path), `${path} ${String(outcome)}`).toBe(outcome === 'refused' || outcome === 'still_there');
        }
        // Whatever is not on the card any more is on the station, and its leaving was begun on record before.
        if (stolen()) return;
        const begun = new Set(tries.map((t) => t.path));
        for (const { path } of clips) if (!left.has(path.text)) expect(begun).toContain(path.text);
      }),
      { numRuns: RUNS },
    );
    expect(findingsOn(store)).toEqual([]);
    expect([...seen.keys()]).toEqual(expect.arrayContaining(['erased', 'gone']));
  },
);
