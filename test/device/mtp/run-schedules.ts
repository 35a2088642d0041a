/** Whatever a camera does: a clip is committed with its very bytes, or it is not committed and an error says so. */
import fc from 'fast-check';
import { expect } from 'vitest';
import { createHash } from 'node:crypto';
import {
  type Content,
  createVirtualMtpCamera,
  fillContent,
  sha256,
  type VirtualMtpCamera,
} from '../../../src/device/testing/mtp/index.js';
import { readEverything } from './read-everything.js';
import { camera, schedule } from './schedule-arbitrary.js';

/** Of both halves together: they are two files, so that they run side by side. */
export const RUNS = Math.ceil(Number(process.env['BWC_MTP_SCHEDULES'] ?? 20_000) / 2);
export const SEED = Number(process.env['BWC_MTP_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
/** Longer than any machine takes for as many. */
export const PATIENCE_MS = 60_000 + RUNS * 100;

/**
 * Digests of everything that lies or lay under this path. A content of old is right where the change came after.
 * @param bytes of the beginning; all of it where left out
 */
function contentsAt(
  virtual: VirtualMtpCamera,
  all: readonly VirtualObjectLike[],
  path: string,
  bytes?: number,
): Set<string> {
  const plain = (text: string): string => text.replaceAll(/[/\0]/g, '_');
  // With several storages, paths begin with the name of one, or with its number where it did not say.
  const storageOf = (names: (at: Storage) => string): Storage | undefined =>
    virtual.store.storages.find((at) => path.startsWith(`${names(at)}/`));
  const markOf = ({ id }: Storage): string => `[object 0x${id.toString(16).padStart(8, '0')}]`;
  const storage = storageOf(({ info }) => info.description) ?? storageOf(markOf);
  const inside = storage === undefined ? path : path.slice(path.indexOf('/') + 1);
  const name = inside.replace(/ \[object 0x[0-9a-f]{8}\](\.[A-Za-z0-9]{1,8})?/g, '');
  return new Set(
    all
      .filter((object) => storage === undefined || object.storage.id === storage.id)
      .filter((object) => plain(object.path) === plain(name) || plain(object.path) === plain(inside))
      .flatMap((object) =>
        object.versions.map((content) => (bytes === undefined ? sha256(content) : headOf(content, bytes))),
      ),
  );
}

function headOf(content: Content, bytes: number): string {
  const head = Buffer.alloc(Math.min(bytes, content.size));
  fillContent(content, 0, head);
  return createHash('sha256').update(head).digest('hex');
}

type Storage = VirtualMtpCamera['store']['storages'][number];
type VirtualObjectLike = ReturnType<VirtualMtpCamera['store']['objects']>[number];

/** @throws where a clip was committed with other bytes than the camera has, or anything else is left behind */
export async function runSchedules(): Promise<void> {
  let committed = 0;
  let struck = 0;
  const errors = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(camera, schedule, async ({ files, card, habits }, faults) => {
      const storages = [{ entries: files }, ...(card === null ? [] : [{ description: 'CARD', ...card }])];
      const virtual = createVirtualMtpCamera({ storages, knobs: habits, schedule: faults });
      const all = virtual.store.objects().filter((object) => object.content !== null);
      const plugged = virtual.device.address;
      const result = await readEverything(virtual);
      committed += result.committed.length;
      struck += virtual.struck.length;
      for (const error of result.errors.values()) {
        const kind = error.startsWith('bwc.') ? error : 'listed as failed';
        errors.set(kind, (errors.get(kind) ?? 0) + 1);
      }
      // A device that answers from a database of old sizes is found out by the next visit only.
      const stale = habits.sizes === 'as-of-session' && virtual.struck.some((f) => /grow|shrink|replace/.test(f.kind));
      for (const { path, sha256: got } of stale ? [] : result.committed) {
        expect(contentsAt(virtual, all, path), path).toContain(got);
      }
      // A part of a file that changed or went meanwhile is never gone on with: it has another size or time, or is not there.
      const changed = virtual.struck.some((f) => /grow|shrink|replace|delete/i.test(f.kind));
      for (const { path, bytes, sha256: got } of changed ? [] : result.parked) {
        expect(contentsAt(virtual, all, path, bytes), `the beginning of ${path}`).toContain(got);
      }
      // Where the device came anew, or no event is waited for, the card may show when the visit is over already.
      const quick = habits.interrupt !== undefined && habits.interrupt !== 'fine';
      const unseen = card !== null && (quick || virtual.device.address !== plugged);
      if (result.errors.size === 0 && virtual.struck.length === 0 && !unseen) {
        expect(result.listed.length).toBe(all.length);
        const clips = all.filter(({ name, size }) => /\.(mp4|jpg)$/.test(name) && size > 0);
        // What goes by another name is a clip where it happens to begin like one.
        const named = result.committed.filter(({ path }) => !path.includes('/..') && !path.startsWith('..'));
        expect(named.length).toBe(clips.length);
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
}
