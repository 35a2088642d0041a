/**
 * What every driver's camera must keep to. Framework-neutral: each case throws where it does not hold.
 *
 * @example for (const { name, run } of cameraContract(make)) it(name, run);
 */
import assert from 'node:assert/strict';
import { hasCode } from '../../domain/errors.js';
import { type SourcePath, sourcePathKey } from '../../domain/source-path.js';
import { systemClock } from '../../domain/time.js';
import type { Camera, ClipSource, ListedFile } from '../camera.js';
import { listAll } from './list-all.js';
import { MANIFEST_CHECKS } from './manifest-checks.js';
import { treeDigest } from './tree-digest.js';

export interface ContractSubject {
  readonly camera: Camera;
  /** Everything on the medium that is not a folder. */
  readonly files: readonly { readonly path: SourcePath; readonly bytes: number }[];
  /** Where the medium's tree can be read, to see that nothing was written; null where there is no such place. */
  readonly tree: string | null;
  /** Takes the medium away. */
  readonly unplug: () => Promise<void>;
  readonly cleanup: () => Promise<void>;
}

export interface ContractCase {
  readonly name: string;
  readonly run: () => Promise<void>;
}

export type Check = (subject: ContractSubject) => Promise<void>;

/**
 * `make` is called once for each case. The medium must hold at least one clip of more than 16 bytes, and whatever the camera's
 * manifest promises: an identity, a charge, a file with a time.
 */
export function cameraContract(make: () => Promise<ContractSubject>): ContractCase[] {
  return Object.entries(CHECKS).map(([name, check]) => ({
    name,
    run: async () => {
      const subject = await make();
      try {
        await check(subject);
      } finally {
        await subject.camera.close();
        await subject.cleanup();
      }
    },
  }));
}

const CHECKS: Readonly<Record<string, Check>> = {
  'indexes ascend from 0 and paths are unique': async ({ camera }) => {
    const files = await listAll(camera);
    assert.deepEqual(
      files.map((f) => f.index),
      [...files.keys()],
    );
    assert.equal(new Set(files.map((f) => sourcePathKey(f.path))).size, files.length);
  },
  'every file is listed once, with its size': async ({ camera, files }) => {
    const sizes = (all: Iterable<{ path: SourcePath; bytes: number }>): Record<string, number> =>
      Object.fromEntries([...all].map((f) => [sourcePathKey(f.path), f.bytes]));
    assert.deepEqual(sizes(await listAll(camera)), sizes(files));
  },
  'listing twice gives the same': async ({ camera }) => {
    assert.deepEqual(await listAll(camera), await listAll(camera));
  },
  'a sidecar names a clip': async ({ camera }) => {
    const files = await listAll(camera);
    for (const { class: c } of files) if (c.as === 'sidecar') assert.equal(files[c.of]?.class.as, 'clip');
  },
  'every class other than clip and sidecar has a reason': async ({ camera }) => {
    for (const { class: c } of await listAll(camera)) if ('reason' in c) assert.notEqual(c.reason, '');
  },
  'an aborted listing rejects': async ({ camera }) => {
    const listing = camera.list(AbortSignal.abort(new Error('stop')))[Symbol.asyncIterator]();
    await assert.rejects(() => listing.next(), /stop/);
  },
  'a file reads to exactly its size, then 0': async ({ camera }) => {
    for (const file of await clips(camera)) {
      await withSource(camera, file, async (source) => {
        assert.equal(source.bytes, file.bytes);
        assert.equal((await readFrom(source, 0)).length, file.bytes);
        assert.equal(await source.read(Buffer.alloc(16), file.bytes), 0);
      });
    }
  },
  'a partial read gives the same bytes': async ({ camera }) => {
    if (!camera.manifest.partialRead) return;
    const file = await firstClip(camera);
    await withSource(camera, file, async (source) => {
      const whole = await readFrom(source, 0);
      for (const from of [1, 7, Math.floor(file.bytes / 2), file.bytes - 1]) {
        assert.ok((await readFrom(source, from)).equals(whole.subarray(from)), `from ${String(from)}`);
      }
    });
  },
  'restat is stable while nothing changes': async ({ camera }) => {
    const file = await firstClip(camera);
    await withSource(camera, file, async (source) => {
      await readFrom(source, 0);
      assert.deepEqual(await source.restat(), { bytes: file.bytes, stamp: file.stamp });
    });
  },
  'closing twice is fine': async ({ camera }) => {
    const source = await camera.open(await firstClip(camera));
    await source.close();
    await source.close();
    await camera.close();
    await camera.close();
  },
  'it is present until it is unplugged': async ({ camera, unplug }) => {
    const file = await firstClip(camera);
    assert.equal(await camera.isPresent(), true);
    await unplug();
    assert.equal(await camera.isPresent(), false);
    const isGone = (error: unknown): boolean => hasCode(error, 'bwc.device.gone');
    await assert.rejects(() => camera.open(file), isGone);
    await assert.rejects(() => listAll(camera), isGone);
  },
  'nothing is written to the medium': async ({ camera, tree }) => {
    if (tree === null) return;
    const before = await treeDigest(tree);
    await camera.identify();
    await camera.readiness();
    for (const file of await clips(camera)) await withSource(camera, file, (source) => readFrom(source, 0));
    await camera.readClock(systemClock, 'UTC');
    assert.equal(await treeDigest(tree), before);
  },
  ...MANIFEST_CHECKS,
  'what is unknown is null': async ({ camera }) => {
    const { source, ...identity } = await camera.identify();
    assert.notEqual(source, '');
    for (const value of Object.values(identity)) assert.notEqual(value, '');
    assert.doesNotMatch(identity.officerNo ?? 'none', /^0+$/, 'an officer number of zeros means "not set"');
    const { battery } = await camera.readiness();
    if (battery !== null) assert.ok(battery.percent >= 0 && battery.percent <= 100);
  },
  'a clock reading claims no more than its method can': async ({ camera }) => {
    await listAll(camera);
    const reading = await camera.readClock(systemClock, 'UTC');
    if (reading.method === 'none') assert.deepEqual([reading.cameraRaw, reading.offsetMs], [null, null]);
    if (reading.method === 'newest-file') {
      assert.deepEqual([reading.bound, reading.uncertaintyMs, reading.zoneShiftMinutes], ['lower bound', null, null]);
    }
    assert.equal(reading.assumedZone, 'UTC');
    assert.notEqual(reading.remark, '');
  },
};

const clips = async (camera: Camera): Promise<ListedFile[]> =>
  (await listAll(camera)).filter((file) => file.class.as === 'clip');

async function firstClip(camera: Camera): Promise<ListedFile> {
  const file = (await clips(camera)).find(({ bytes }) => bytes > 16);
  assert.ok(file, 'the medium must hold a clip of more than 16 bytes');
  return file;
}

async function withSource<T>(camera: Camera, file: ListedFile, work: (source: ClipSource) => Promise<T>): Promise<T> {
  const source = await camera.open(file);
  try {
    return await work(source);
  } finally {
    await source.close();
  }
}

async function readFrom(source: ClipSource, from: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (let at = from; ;) {
    const into = Buffer.alloc(64 * 1024);
    const got = await source.read(into, at);
    if (got === 0) return Buffer.concat(parts);
    parts.push(into.subarray(0, got));
    at += got;
  }
}
