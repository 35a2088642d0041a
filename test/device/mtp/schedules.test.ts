/** Whatever a camera does: a clip is committed with its very bytes, or it is not committed and an error says so. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createVirtualMtpCamera, sha256, type VirtualMtpCamera } from '../../../src/device/testing/mtp/index.js';
import { readEverything } from './read-everything.js';
import { entries, knobs, schedule } from './schedule-arbitrary.js';

const RUNS = Number(process.env['BWC_MTP_SCHEDULES'] ?? 20_000);
const SEED = Number(process.env['BWC_MTP_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** Digests of everything that lies or lay under this path. A content of old is right where the change came after. */
function contentsAt(virtual: VirtualMtpCamera, all: readonly VirtualObjectLike[], path: string): Set<string> {
  const name = path.replace(/ \[object 0x[0-9a-f]{8}\](\.[A-Za-z0-9]{1,8})?/g, '');
  const plain = (text: string): string => text.replaceAll(/[/\0]/g, '_');
  return new Set(
    all
      .filter((object) => plain(object.path) === plain(name) || plain(object.path) === plain(path))
      .flatMap((object) => object.versions.map((content) => sha256(content))),
  );
}

type VirtualObjectLike = ReturnType<VirtualMtpCamera['store']['objects']>[number];

it(
  `never commits a wrong byte, in ${String(RUNS)} schedules (seed ${String(SEED)})`,
  { timeout: 60_000 + RUNS * 100 },
  async () => {
    let committed = 0;
    let struck = 0;
    const errors = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(entries, knobs, schedule, async (files, habits, faults) => {
        const virtual = createVirtualMtpCamera({ storages: [{ entries: files }], knobs: habits, schedule: faults });
        const all = virtual.store.objects().filter((object) => object.content !== null);
        const result = await readEverything(virtual);
        committed += result.committed.length;
        struck += virtual.struck.length;
        for (const error of result.errors.values()) {
          const kind = error.startsWith('bwc.') ? error : 'listed as failed';
          errors.set(kind, (errors.get(kind) ?? 0) + 1);
        }
        // A device that answers from a database of old sizes is found out by the next visit only.
        const stale =
          habits.sizes === 'as-of-session' && virtual.struck.some((f) => /grow|shrink|replace/.test(f.kind));
        for (const { path, sha256: got } of stale ? [] : result.committed) {
          expect(contentsAt(virtual, all, path), path).toContain(got);
        }
        if (result.errors.size === 0 && virtual.struck.length === 0) {
          expect(result.listed.length).toBe(all.length);
          const clips = all.filter(({ name, size }) => /\.(mp4|jpg)$/.test(name) && size > 0);
          expect(result.committed.length).toBe(clips.length);
        }
        expect(virtual.mutations).toEqual([]);
        for (const pipe of result.pipes) expect(pipe.pendingTransfers).toBe(0);
      }),
      { numRuns: RUNS, seed: SEED, endOnFailure: true },
    );
    const counted = [...errors].sort((x, y) => y[1] - x[1]).map(([code, n]) => `${String(n)} ${code}`);
    console.log(
      `${String(RUNS)} schedules, seed ${String(SEED)}: ${String(struck)} faults struck, ${String(committed)} clips committed; ${counted.join(', ')}`,
    );
  },
);
