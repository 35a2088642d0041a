/** Erasing from a volume: the one file that is proven to be kept and still is what was listed, and never anything else. */
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Camera, ListedFile } from '../../../src/device/camera.js';
import type { VolumeCandidate } from '../../../src/device/driver.js';
import { nodeEraser, type VolumeEraser } from '../../../src/device/volume/eraser.js';
import { createVolumeDriver } from '../../../src/device/volume/volume-driver.js';
import type { EraseProof } from '../../../src/domain/erase.js';
import { sourcePathFromBytes, sourcePathKey } from '../../../src/domain/source-path.js';
import { tempFolder } from '../../store/support.js';

const refused: Error = expect.objectContaining({ code: 'bwc.device.erase_refused' }) as Error;
const changed: Error = expect.objectContaining({ code: 'bwc.device.changed' }) as Error;
const unconfirmed: Error = expect.objectContaining({ code: 'bwc.device.erase_unconfirmed' }) as Error;

const generated = (seed: string, bytes: number): Buffer => Buffer.alloc(bytes, `content ${seed} `);
const sha256 = (content: Uint8Array): string => createHash('sha256').update(content).digest('hex');
const CONTENT = generated('a', 90_000);
/** Only the archive makes proofs: here one is forged, to see what an erase does with it. */
const proofOf = (content: Uint8Array): EraseProof => ({ bytes: content.length, sha256: sha256(content) }) as EraseProof;

const errno = (code: string): Error => Object.assign(new Error(code), { code });
const PATH = 'DCIM/100MEDIA/执法 a.mp4';

async function bench(eraser: VolumeEraser | null = nodeEraser, change: Partial<VolumeCandidate> = {}) {
  const root = await tempFolder();
  mkdirSync(join(root, 'DCIM/100MEDIA'), { recursive: true });
  const put = (path: string, content: Uint8Array): void => {
    writeFileSync(join(root, path), content);
  };
  put(PATH, CONTENT);
  put('DCIM/100MEDIA/b.mp4', generated('b', 700));
  put('PARAM.INI', Buffer.from('[ZFY]\nDevNo=7654321\n'));
  const candidate: VolumeCandidate = {
    kind: 'volume',
    root,
    slot: `dir:${root}`,
    label: 'CARD',
    mediumHint: null,
    fileSystem: 'vfat',
    readOnly: false,
    ...change,
  };
  const driver = createVolumeDriver(eraser === null ? {} : { erase: eraser });
  const camera: Camera = await driver.open(candidate, 'l1-param-ini');
  const files: ListedFile[] = [];
  for await (const file of camera.list()) files.push(file);
  const find = (path: string): ListedFile => {
    const file = files.find((f) => f.path.text === path);
    if (file === undefined) throw new Error(`${path} is not listed`);
    return file;
  };
  const erase = async (path = PATH, proof = proofOf(CONTENT)): Promise<void> => {
    if (camera.erase === undefined) throw new Error('it cannot erase');
    await camera.erase(find(path), proof);
  };
  const left = (): string[] => readdirSync(join(root, 'DCIM/100MEDIA')).sort();
  return { root, camera, put, erase, left, files, find };
}

const ALL = ['b.mp4', '执法 a.mp4'];

describe('erasing from a volume', () => {
  it('takes off the one file that is proven to be kept', async () => {
    const { camera, erase, left } = await bench();
    expect(camera.manifest).toMatchObject({ erase: true, lockedClips: true });
    await erase();
    expect(left()).toEqual(['b.mp4']);
    await expect(erase()).rejects.toMatchObject({ code: expect.stringMatching(/changed|refused/) as string });
    expect(left()).toEqual(['b.mp4']);
  });

  it('takes names as bytes', async () => {
    const { root, camera } = await bench();
    const name = Buffer.concat([
      Buffer.from(`${root}/DCIM/100MEDIA/`),
      Buffer.from([0xd6, 0xb4, 0xb7, 0xa8]),
      Buffer.from('.mp4'),
    ]);
    writeFileSync(name, CONTENT);
    const key = sourcePathKey(sourcePathFromBytes(name.subarray(root.length + 1)));
    for await (const file of camera.list())
      if (sourcePathKey(file.path) === key) await camera.erase?.(file, proofOf(CONTENT));
    expect(existsSync(name)).toBe(false);
    expect(existsSync(join(root, PATH))).toBe(true);
  });

  it.each<[string, VolumeEraser | null, Partial<VolumeCandidate>]>([
    ['opened without it', null, {}],
    ['mounted read-only', nodeEraser, { readOnly: true }],
    ['of which nobody knows how it is mounted', nodeEraser, { readOnly: null }],
  ])('is no capability of a volume %s', async (_, eraser, change) => {
    const { camera } = await bench(eraser, change);
    expect(camera.manifest.erase).toBe(false);
    expect(camera).toMatchObject({ erase: undefined });
  });

  type Bench = Awaited<ReturnType<typeof bench>>;
  it.each<[string, Error, (b: Bench) => Promise<void>]>([
    ['another content is kept', refused, ({ erase }) => erase(PATH, proofOf(generated('x', 90_000)))],
    ['another size is kept', refused, ({ erase }) => erase(PATH, proofOf(generated('a', 89_999)))],
    [
      'it holds other bytes now, with its old size and times',
      refused,
      async ({ root, put, erase, find }) => {
        put(PATH, generated('y', 90_000));
        const at = Number(find(PATH).stamp.split('.')[0]) / 1e9;
        utimesSync(join(root, PATH), at, at);
        await erase();
      },
    ],
    [
      'the same bytes were written anew',
      refused,
      async ({ put, erase }) => {
        put(PATH, CONTENT);
        await erase();
      },
    ],
    [
      'another file has its name, with the same bytes',
      refused,
      async ({ root, put, erase }) => {
        put('DCIM/new.mp4', CONTENT);
        renameSync(join(root, 'DCIM/new.mp4'), join(root, PATH));
        await erase();
      },
    ],
    [
      'it was protected since',
      refused,
      async ({ root, erase }) => {
        chmodSync(join(root, PATH), 0o444);
        await erase();
      },
    ],
    [
      'it is a link now',
      changed,
      async ({ root, erase }) => {
        renameSync(join(root, PATH), join(root, 'DCIM/elsewhere.mp4'));
        symlinkSync('../elsewhere.mp4', join(root, PATH));
        await erase();
      },
    ],
    [
      'its folder is a link now',
      changed,
      async ({ root, erase }) => {
        renameSync(join(root, 'DCIM/100MEDIA'), join(root, 'DCIM/other'));
        symlinkSync('other', join(root, 'DCIM/100MEDIA'));
        await erase();
      },
    ],
  ])('refuses where %s', async (_, error, act) => {
    const b = await bench();
    await expect(act(b)).rejects.toEqual(error);
    expect(b.left()).toEqual(ALL);
  });

  it.each(['EROFS', 'EACCES', 'EPERM'])('refuses where the card answers %s', async (code) => {
    const { erase, left } = await bench({ ...nodeEraser, unlinkAt: () => Promise.reject(errno(code)) });
    await expect(erase()).rejects.toEqual(refused);
    expect(left()).toEqual(ALL);
  });

  it.each<[string, VolumeEraser]>([
    ['the card breaks while it is removed', { ...nodeEraser, unlinkAt: () => Promise.reject(errno('EIO')) }],
    ['it cannot be made durable', { ...nodeEraser, sync: () => Promise.reject(errno('EIO')) }],
    ['the card says yes and keeps it', { ...nodeEraser, unlinkAt: () => Promise.resolve() }],
    [
      'something else vanishes with it',
      {
        ...nodeEraser,
        unlinkAt: async (folder, name) => {
          await nodeEraser.unlinkAt(folder, name);
          await nodeEraser.unlinkAt(folder, Buffer.from('b.mp4'));
        },
      },
    ],
  ])('confirms nothing where %s', async (_, eraser) => {
    const { erase } = await bench(eraser);
    await expect(erase()).rejects.toEqual(unconfirmed);
  });

  it('leaves a file alone of which it is not known whether the camera protects it', async () => {
    const { erase, left, camera } = await bench(nodeEraser, { fileSystem: 'ext4' });
    expect(camera.manifest.lockedClips).toBe(false);
    await expect(erase()).rejects.toEqual(refused);
    expect(left()).toEqual(ALL);
  });
});
