import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ClipSource, ListedFile } from '../../../src/device/camera.js';
import { createDriverRegistry } from '../../../src/device/registry.js';
import {
  createVirtualCamera,
  type Fault,
  LAYOUTS,
  removeVirtualCamera,
  type VirtualCamera,
  type VirtualCameraOptions,
  virtualCameraDriver,
} from '../../../src/device/testing/index.js';
import { scanVolumes } from '../../../src/device/volume/scan.js';
import { createVolumeDriver } from '../../../src/device/volume/volume-driver.js';
import { monotonicMs } from '../../../src/domain/time.js';
import { listAll, tempFolder } from '../support.js';

async function make(options: Partial<VirtualCameraOptions> = {}): Promise<{ virtual: VirtualCamera; dock: string }> {
  const dir = await tempFolder();
  mkdirSync(`${dir}/dock`);
  const files = [{ path: 'a.mp4', content: { random: 10_000, seed: 's' } }];
  const virtual = await createVirtualCamera({ dir, layout: 'l1', serial: '7654321', files, ...options });
  return { virtual, dock: `${dir}/dock` };
}

async function openFirst(virtual: VirtualCamera): Promise<{ file: ListedFile; source: ClipSource }> {
  const camera = await virtual.driver.open(virtual.candidate, virtual.profile);
  const file = (await listAll(camera)).find((f) => f.class.as === 'clip');
  if (file === undefined) throw new Error('no clip');
  return { file, source: await camera.open(file) };
}

const faultyA = (...faults: Fault[]) => make({ faults });

describe('virtual camera', () => {
  it.each(LAYOUTS.filter((l) => l !== 'folder'))('layout %s is recognised by its profile', async (layout) => {
    const { virtual, dock } = await make({ layout, serial: 'CAM07', files: [{ content: Buffer.from('x') }] });
    await virtual.plug(dock);
    const [candidate] = await scanVolumes({ roots: [dock], mountinfo: () => '' });
    expect(candidate).toEqual(virtual.candidate);
    const answer = await createDriverRegistry([createVolumeDriver()]).recognise(virtual.candidate);
    expect(answer).toMatchObject({ recognised: true, profile: virtual.profile });
  });

  it('writes names and modification times by its own clock', async () => {
    const { virtual } = await make({
      layout: 'l6',
      officerNo: '000123',
      clockOffsetMs: 8 * 3_600_000,
      files: [
        {
          content: Buffer.from('x'),
          startedAt: '2026-03-01T01:02:03.000Z',
          durationMs: 60_000,
          important: true,
          encrypted: true,
        },
      ],
    });
    const path = 'DCIM/IMP/2026-03-01/DSJ_7654321_000123_20260301_170203_IMP_enc.mp4';
    expect(virtual.files.map((f) => f.path.text)).toEqual([path]);
    expect(statSync(`${virtual.root}/${path}`).mtime.toISOString()).toBe('2026-03-01T09:03:03.000Z');
  });

  it('writes its identity in GBK when asked', async () => {
    const { virtual } = await make({ encoding: 'gbk', officerNo: '012345', officerName: '张三', unitName: '一中队' });
    expect(readFileSync(`${virtual.root}/PARAM.INI`).includes(Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]))).toBe(true);
    const camera = await virtual.driver.open(virtual.candidate, virtual.profile);
    expect(await camera.identify()).toMatchObject({ officerNo: '012345', officerName: '张三', unitName: '一中队' });
  });

  it('holds the same bytes on every run', async () => {
    const digest = (root: string): string =>
      createHash('sha256')
        .update(readFileSync(`${root}/a.mp4`))
        .digest('hex');
    const files = [{ path: 'a.mp4', content: { random: 2_500_000, seed: 'clip 1' } }];
    const [one, two] = [await make({ files }), await make({ files })];
    expect(digest(one.virtual.root)).toBe(digest(two.virtual.root));
    expect(statSync(`${one.virtual.root}/a.mp4`).size).toBe(2_500_000);
  });

  it('copies real media and makes holes', async () => {
    const { virtual } = await make({
      files: [
        { path: 'copy.json', content: { copyOf: 'package.json' } },
        { path: 'big.mp4', content: { sparse: 2 ** 40 } },
      ],
    });
    expect(readFileSync(`${virtual.root}/copy.json`)).toEqual(readFileSync('package.json'));
    expect(virtual.files.at(-1)?.bytes).toBe(2 ** 40);
  });

  it('refuses to make two files of one name', async () => {
    const file = { content: Buffer.from('x'), startedAt: '2026-03-01T01:02:03.000Z' };
    await expect(make({ files: [file, file] })).rejects.toThrow('two files of one name');
  });

  it('goes into a mount root and out again, and leaves nothing when removed', async () => {
    const { virtual, dock } = await faultyA({ kind: 'stall', path: 'a.mp4', at: 0 });
    const camera = await virtual.driver.open(virtual.candidate, virtual.profile);
    const root = await virtual.plug(dock);
    expect(root).toBe(`${dock}/7654321`);
    expect(existsSync(`${root}.faults.json`)).toBe(true);
    expect(await camera.isPresent()).toBe(false);
    await virtual.unplug();
    expect(await camera.isPresent()).toBe(true);
    await virtual.plug(dock);
    await removeVirtualCamera(virtual);
    expect(await scanVolumes({ roots: [dock], mountinfo: () => '' })).toEqual([]);
    expect(existsSync(`${root}.faults.json`)).toBe(false);
  });
});

describe('faults of a virtual camera', () => {
  it('EIO k times, then ok', async () => {
    const { virtual } = await faultyA({ kind: 'eio', path: 'a.mp4', at: 4096, times: 2 });
    const { source } = await openFirst(virtual);
    const into = Buffer.alloc(8192);
    expect(await source.read(into, 0)).toBe(4096);
    for (let i = 0; i < 2; i++) {
      await expect(source.read(into, 4096)).rejects.toMatchObject({ code: 'bwc.device.read_error' });
    }
    expect(await source.read(into, 4096)).toBe(10_000 - 4096);
    await source.close();
  });

  it('pulling the cable fails everything until it is plugged again', async () => {
    const { virtual } = await make();
    const camera = await virtual.driver.open(virtual.candidate, virtual.profile);
    const { file, source } = await openFirst(virtual);
    virtual.pull();
    expect(await camera.isPresent()).toBe(false);
    await expect(source.read(Buffer.alloc(1), 0)).rejects.toMatchObject({ code: 'bwc.device.gone' });
    await expect(camera.open(file)).rejects.toMatchObject({ code: 'bwc.device.gone' });
    await expect(camera.readiness()).rejects.toMatchObject({ code: 'bwc.device.gone' });
    virtual.replug();
    expect(await camera.isPresent()).toBe(true);
    expect(await source.read(Buffer.alloc(1), 0)).toBe(1);
    await source.close();
  });

  it('unplug at a byte comes back after a while', async () => {
    const { virtual } = await faultyA({ kind: 'unplug', path: 'a.mp4', at: 100, backAfterMs: 30 });
    const camera = await virtual.driver.open(virtual.candidate, virtual.profile);
    const { source } = await openFirst(virtual);
    await expect(source.read(Buffer.alloc(10), 100)).rejects.toMatchObject({ code: 'bwc.device.gone' });
    await expect.poll(() => camera.isPresent()).toBe(true);
    expect(await source.read(Buffer.alloc(10), 100)).toBe(10);
    await source.close();
  });

  it('a stalled read ends when the file is closed, or the camera unplugged', async () => {
    const { virtual } = await faultyA({ kind: 'stall', path: 'a.mp4', at: 0, times: 2 });
    const pull = (): Promise<void> => {
      virtual.pull();
      return Promise.resolve();
    };
    for (const release of [(s: ClipSource) => s.close(), pull]) {
      const { source } = await openFirst(virtual);
      let answered = false;
      const read = source.read(Buffer.alloc(10), 0).finally(() => (answered = true));
      const failure = expect(read).rejects.toThrow();
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(answered).toBe(false);
      await release(source);
      await failure;
      await source.close();
    }
  });

  it('slow reads take their time', async () => {
    const { virtual } = await faultyA({ kind: 'slow', bytesPerSecond: 100_000 });
    const { source } = await openFirst(virtual);
    const started = monotonicMs();
    await source.read(Buffer.alloc(5_000), 0);
    expect(monotonicMs() - started).toBeGreaterThanOrEqual(45);
    await source.close();
  });

  it.each<[string, Fault, number | 'changed']>([
    ['grows', { kind: 'grow', path: 'a.mp4', at: 0, bytes: 500 }, 10_500],
    ['shrinks', { kind: 'shrink', path: 'a.mp4', at: 0, to: 100 }, 100],
    ['is replaced', { kind: 'replace', path: 'a.mp4', at: 0 }, 'changed'],
  ])('a file that %s is seen to', async (_, fault, expected) => {
    const { virtual } = await faultyA(fault);
    const { file, source } = await openFirst(virtual);
    await source.read(Buffer.alloc(10), 0);
    if (expected === 'changed') {
      await expect(source.restat()).rejects.toMatchObject({ code: 'bwc.device.changed' });
    } else {
      const now = await source.restat();
      expect(now.bytes).toBe(expected);
      expect(now.stamp).not.toBe(file.stamp);
    }
    await source.close();
  });
});

describe('the driver for faults across processes', () => {
  const registry = createDriverRegistry([createVolumeDriver(), virtualCameraDriver]);

  it('takes over volumes with a faults file, and leaves all others alone', async () => {
    const broken = await faultyA({ kind: 'eio', path: 'a.mp4', at: 5 });
    await broken.virtual.plug(broken.dock);
    const sound = await make();
    await sound.virtual.plug(sound.dock);
    expect(await registry.recognise(broken.virtual.candidate)).toMatchObject({ driver: { id: 'virtual-camera' } });
    expect(await registry.recognise(sound.virtual.candidate)).toMatchObject({ driver: { id: 'volume' } });
  });

  it('makes the faults happen, and remembers them over a restart', async () => {
    const { virtual, dock } = await faultyA({ kind: 'unplug', path: 'a.mp4', at: 5 });
    await virtual.plug(dock);
    const read = async (): Promise<number> => {
      const camera = await virtualCameraDriver.open(virtual.candidate, virtual.profile);
      const file = (await listAll(camera)).find((f) => f.class.as === 'clip');
      if (file === undefined) throw new Error('no clip');
      const source = await camera.open(file);
      try {
        return await source.read(Buffer.alloc(10), 5);
      } finally {
        await source.close();
      }
    };
    await expect(read()).rejects.toMatchObject({ code: 'bwc.device.gone' });
    expect(await read()).toBe(10);
  });

  it('refuses a faults file it does not understand', async () => {
    const { virtual, dock } = await make();
    const root = await virtual.plug(dock);
    writeFileSync(`${root}.faults.json`, '{"faults":[{"kind":"gremlin"}]}');
    await expect(virtualCameraDriver.recognise(virtual.candidate)).rejects.toMatchObject({
      code: 'bwc.device.refused',
    });
  });
});
