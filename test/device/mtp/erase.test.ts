/** Erasing: what is proven to be archived and still is what was stored, and never anything else. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Camera, ListedFile } from '../../../src/device/camera.js';
import type { EraseProof } from '../../../src/domain/erase.js';
import { OperationCode } from '../../../src/device/mtp/codec/operations.js';
import type { MtpModel } from '../../../src/device/mtp/model.js';
import { createMtpDriver } from '../../../src/device/mtp/mtp-driver.js';
import { GENERIC_QUIRKS } from '../../../src/device/mtp/quirks.js';
import {
  createVirtualMtpCamera,
  generated,
  type ScheduledFault,
  sha256,
  type VirtualMtpCamera,
  type VirtualMtpCameraOptions,
} from '../../../src/device/testing/mtp/index.js';
import { entries, knobs, schedule } from './schedule-arbitrary.js';

const MODEL: MtpModel = {
  id: 'erasable',
  name: 'a model known to erase what it is asked to',
  quirks: { ...GENERIC_QUIRKS, erase: true, windowBytes: 64 * 1024, transferBytes: 16 * 1024 },
  matches: () => true,
};
const refused: Error = expect.objectContaining({ code: 'bwc.device.erase_refused' }) as Error;
const unconfirmed: Error = expect.objectContaining({ code: 'bwc.device.erase_unconfirmed' }) as Error;

/** Only the archive makes proofs: here one is forged, to see what an erase does with it. */
const proofOf = (bytes: number, digest: string): EraseProof => ({ bytes, sha256: digest }) as EraseProof;

const open = (virtual: VirtualMtpCamera, secondRead = false): Promise<Camera> =>
  createMtpDriver({ host: virtual, timing: virtual.timing, models: [MODEL], erase: { secondRead } }).open(
    virtual.candidate,
    MODEL.id,
  );

async function listed(camera: Camera): Promise<ListedFile[]> {
  const files: ListedFile[] = [];
  for await (const file of camera.list()) files.push(file);
  return files;
}

const BYTES = 90_000;
const PATH = 'DCIM/a.mp4';
const PROOF = proofOf(BYTES, sha256(generated('a', BYTES)));
const STORAGES: NonNullable<VirtualMtpCameraOptions['storages']> = [
  {
    entries: [
      { path: PATH, size: BYTES, seed: 'a' },
      { path: 'DCIM/b.mp4', size: 700, seed: 'b' },
      { path: 'DCIM/locked.mp4', size: 800, seed: 'c', protection: 1 },
    ],
  },
];

interface Bench {
  readonly virtual: VirtualMtpCamera;
  readonly camera: Camera;
  readonly erase: (path?: string, proof?: EraseProof) => Promise<void>;
  readonly left: () => string[];
}

async function bench(options: VirtualMtpCameraOptions = {}, secondRead = false): Promise<Bench> {
  const virtual = createVirtualMtpCamera({ storages: STORAGES, ...options });
  const camera = await open(virtual, secondRead);
  const files = await listed(camera);
  return {
    virtual,
    camera,
    erase: async (path = PATH, proof = PROOF) => {
      const file = files.find((f) => f.path.text === path);
      if (file === undefined || camera.erase === undefined) throw new Error(`nothing to erase: ${path}`);
      await camera.erase(file, proof);
    },
    left: () =>
      virtual.store
        .objects()
        .filter((o) => o.content !== null)
        .map((o) => o.path)
        .sort(),
  };
}

const ALL = ['DCIM/a.mp4', 'DCIM/b.mp4', 'DCIM/locked.mp4'];

describe('erasing over MTP', () => {
  it.each([false, true])('takes off the one file that is proven to be archived (second read: %s)', async (twice) => {
    const { virtual, camera, erase, left } = await bench({}, twice);
    expect(camera.manifest.erase).toBe(true);
    await erase();
    expect(left()).toEqual(ALL.slice(1));
    expect(virtual.mutations).toEqual([OperationCode.DeleteObject]);
  });

  it('is no capability of a camera opened without it, of an unknown model, or of one that cannot', async () => {
    const virtual = createVirtualMtpCamera({ storages: STORAGES });
    const usual = { host: virtual, timing: virtual.timing };
    const cannot = createVirtualMtpCamera({ storages: STORAGES, knobs: { unsupported: [OperationCode.DeleteObject] } });
    for (const opening of [
      () => createMtpDriver({ ...usual, models: [MODEL] }).open(virtual.candidate, MODEL.id),
      () => createMtpDriver({ ...usual, erase: { secondRead: true } }).open(virtual.candidate, 'mtp-generic'),
      () => open(cannot),
    ]) {
      const camera = await opening();
      expect(camera.manifest.erase).toBe(false);
      expect(camera).toMatchObject({ erase: undefined });
      await camera.close();
    }
  });

  it.each<[string, (bench: Bench) => Promise<void>]>([
    ['the archive holds another size', ({ erase }) => erase(PATH, proofOf(BYTES - 1, PROOF.sha256))],
    ['it is protected', ({ erase }) => erase('DCIM/locked.mp4', proofOf(800, sha256(generated('c', 800))))],
    [
      'it was protected since',
      ({ virtual, erase }) => {
        virtual.store.find(PATH).protection = 1;
        return erase();
      },
    ],
    [
      'it was replaced by a file of another date',
      ({ virtual, erase }) => {
        virtual.store.find(PATH).modified = '20990101T000000';
        return erase();
      },
    ],
    [
      'it grew',
      ({ virtual, erase }) => {
        virtual.store.find(PATH).grow(1);
        return erase();
      },
    ],
  ])('refuses where %s', async (_, act) => {
    const b = await bench();
    await expect(act(b)).rejects.toThrow(refused);
    expect(b.left()).toEqual(ALL);
    expect(b.virtual.mutations).toEqual([]);
  });

  it('refuses where the second read brings other bytes, and only that can tell', async () => {
    const other = (twice: boolean): Promise<Bench> => bench({}, twice);
    const careful = await other(true);
    careful.virtual.store.find(PATH).rewrite(Buffer.alloc(BYTES, 7));
    await expect(careful.erase()).rejects.toThrow(refused);
    expect(careful.left()).toEqual(ALL);
    const trusting = await other(false);
    trusting.virtual.store.find(PATH).rewrite(Buffer.alloc(BYTES, 7));
    await trusting.erase();
    expect(trusting.left()).toEqual(ALL.slice(1));
  });

  it('finds the file again where its handle became another', async () => {
    const { virtual, erase, left } = await bench();
    virtual.rekeyHandles();
    await erase();
    expect(left()).toEqual(ALL.slice(1));
  });

  it('says so where the file is gone already', async () => {
    const { virtual, erase } = await bench();
    virtual.store.remove(virtual.store.find(PATH));
    await expect(erase()).rejects.toThrow(
      expect.objectContaining({ code: expect.stringMatching(/changed|erase_refused/) as string }) as Error,
    );
    expect(virtual.mutations).toEqual([]);
  });

  it('raises its voice where something else vanished with it', async () => {
    const { virtual, erase } = await bench();
    const remove = virtual.store.remove.bind(virtual.store);
    virtual.store.remove = (object) => {
      remove(object);
      if (object.path === PATH) remove(virtual.store.find('DCIM/b.mp4'));
    };
    await expect(erase()).rejects.toThrow(unconfirmed);
  });

  it('sends the deletion once, and tells the outcome by looking, where the answer is lost', async () => {
    const lost: ScheduledFault = {
      when: { op: OperationCode.DeleteObject, nth: 1 },
      do: { kind: 'dropResponse' },
    };
    const { virtual, erase, left } = await bench({ schedule: [lost] });
    await erase();
    expect(left()).toEqual(ALL.slice(1));
    expect(virtual.mutations).toEqual([OperationCode.DeleteObject]);
  });

  it('never takes off anything but what it was asked to, whatever goes wrong', { timeout: 120_000 }, async () => {
    let erased = 0;
    await fc.assert(
      fc.asyncProperty(entries, knobs, schedule, fc.boolean(), async (files, habits, faults, twice) => {
        const virtual = createVirtualMtpCamera({ storages: [{ entries: files }], knobs: habits, schedule: faults });
        const before = virtual.store.objects().filter((o) => o.content !== null);
        try {
          const camera = await open(virtual, twice);
          try {
            const file = (await listed(camera)).find((f) => f.class.as === 'clip');
            if (file === undefined) return;
            const named = before.filter((o) => o.path === file.path.text && o.size === file.bytes);
            const [target] = named;
            if (target?.content === undefined || target.content === null || named.length !== 1) return;
            const proof = proofOf(file.bytes, sha256(target.content));
            const result = await camera.erase?.(file, proof).then(
              () => 'erased',
              () => 'failed',
            );
            const left = new Set(virtual.store.objects());
            const struckAway = virtual.struck.some((f) => f.kind === 'deleteUnderneath' || f.kind === 'storeRemoved');
            if (!struckAway) expect(before.filter((o) => !left.has(o) && o !== target)).toEqual([]);
            if (result === 'erased') {
              erased += 1;
              expect(left.has(target)).toBe(false);
            }
            expect(virtual.mutations.length).toBeLessThanOrEqual(1);
          } finally {
            await camera.close();
          }
        } catch (error) {
          // The camera could not be opened or listed: nothing may have been asked of it.
          if (virtual.mutations.length > 0) throw error;
          if (error instanceof Error && error.name === 'AssertionError') throw error;
        }
      }),
      { numRuns: 1500 },
    );
    expect(erased).toBeGreaterThan(100);
  });
});
