import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bwc, bwcJson, scratch } from './support/bwc.js';
import { media } from './support/cards.js';
import { startDaemon } from './support/daemon.js';
import { clipsOf, ingest, newStation } from './support/station.js';

const PACKAGE = fileURLToPath(new URL('../../', import.meta.url));

/** A stranger's project that has installed the package. */
function strangersProject(): string {
  const dir = scratch();
  mkdirSync(join(dir, 'node_modules'));
  symlinkSync(PACKAGE, join(dir, 'node_modules', 'bwc-station'));
  writeFileSync(join(dir, 'package.json'), '{"name":"stranger","version":"1.0.0","type":"module"}');
  return dir;
}

/** A driver for a camera that nobody has: its card has a file `ACME.ID`; the rest is the volume driver's work. */
const DRIVER = `
import { readFileSync } from 'node:fs';
import { createVolumeDriver } from 'bwc-station/device';

const volume = createVolumeDriver();
const idOf = (root) => { try { return readFileSync(root + '/ACME.ID', 'utf8').trim(); } catch { return null; } };

export const driver = {
  id: 'acme',
  recognise: async (candidate) =>
    idOf(candidate.root) === null
      ? { recognised: false, reason: 'no ACME.ID' }
      : { recognised: true, profile: 'acme-one', because: 'ACME.ID', specificity: 500 },
  open: async (candidate) => {
    const camera = await volume.open(candidate, 'folder');
    const serial = idOf(candidate.root);
    return {
      manifest: { ...camera.manifest, identity: true },
      medium: { id: 'acme:' + serial, source: 'ACME.ID' },
      profile: 'acme-one',
      identify: async () => ({ ...(await camera.identify()), serial, model: 'One', source: 'ACME.ID' }),
      readiness: () => camera.readiness(),
      readClock: (clock, zone) => camera.readClock(clock, zone),
      list: (signal) => camera.list(signal),
      open: (file) => camera.open(file),
      isPresent: () => camera.isPresent(),
      close: () => camera.close(),
    };
  },
};
`;

describe('the device SDK', () => {
  it('is there for a stranger under its two subpaths, and nothing else is', () => {
    const dir = strangersProject();
    writeFileSync(
      join(dir, 'use.mjs'),
      `import * as device from 'bwc-station/device';
import * as testing from 'bwc-station/device/testing';
const inner = await import('bwc-station/dist/station/station.js').then(() => 'open', (e) => e.code);
console.log(JSON.stringify({ device: Object.keys(device), testing: Object.keys(testing), inner }));`,
    );
    const found = JSON.parse(execFileSync(process.execPath, ['use.mjs'], { cwd: dir, encoding: 'utf8' })) as {
      device: string[];
      testing: string[];
      inner: string;
    };
    expect(found.device).toEqual(expect.arrayContaining(['createVolumeDriver', 'createDriverRegistry']));
    expect(found.testing).toEqual(
      expect.arrayContaining(['createVirtualCamera', 'cameraContract', 'virtualCameraDriver']),
    );
    expect(found.inner).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED');
  });

  it('brings what a driver needs beside the drivers, and each of it works from outside', () => {
    const dir = strangersProject();
    writeFileSync(
      join(dir, 'use.ts'),
      `import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import {
  type Camera, type CameraIdentity, type ClockReading, type EntryClass, type Readiness, type SourcePath, type Clock,
  baseNameOf, civilTime, cleanOfficerNo, cleanValue, createVolumeDriver, DeviceError, decodeText, encodeGbk, extensionOf,
  folderOf, hasCode, nodeIo, openVolumeRoot, readCameraFile, readingFromFiles, readSmallFile, sourcePathFromBytes,
  sourcePathFromText, sourcePathKey, sourcePathToBytes, wrapCamera,
} from 'bwc-station/device';
import { createVirtualCamera, listAll } from 'bwc-station/device/testing';

assert.equal(decodeText(encodeGbk('巡查')), '巡查');
assert.throws(() => encodeGbk('😀'), RangeError);
assert.deepEqual([cleanValue(' a\\0'), cleanOfficerNo('000000')], ['a', null]);
assert.deepEqual([civilTime(2026, 3, 1, 8), civilTime(2026, 2, 30)], ['2026-03-01T08:00:00', undefined]);
const path: SourcePath = sourcePathFromBytes(encodeGbk('DCIM/巡查.MP4'));
assert.ok(sourcePathToBytes(path).equals(encodeGbk('DCIM/巡查.MP4')));
assert.deepEqual([folderOf(path), extensionOf(path)], ['DCIM', 'mp4']);
assert.equal(baseNameOf(sourcePathFromText('a/b')), 'b');
assert.notEqual(sourcePathKey(path), sourcePathKey(sourcePathFromText(path.text)));
assert.ok(hasCode(new DeviceError('bwc.device.gone', 'gone'), 'bwc.device.gone'));
// An error of another copy of this package.
assert.ok(hasCode(Object.assign(new Error('x'), { code: 'bwc.device.gone', details: {} }), 'bwc.device.gone'));
const now = Date.UTC(2026, 2, 1);
const clock: ClockReading = readingFromFiles({ names: ['2026-03-01T08:00:10'], modified: [] }, now, 'Asia/Shanghai');
assert.deepEqual([clock.method, clock.offsetMs], ['newest-file', 10_000]);

const files = [{ content: Buffer.alloc(100) }];
const { candidate, root } = await createVirtualCamera({ dir: mkdtempSync(tmpdir() + '/use-'), layout: 'l1', serial: 'X1', files });
const volume = await openVolumeRoot(nodeIo, root);
const ini = await volume.use((handle) => readSmallFile(nodeIo, handle, 'param.ini'));
assert.match(ini?.bytes.toString() ?? '', /X1/);
const base: Camera = await createVolumeDriver().open(candidate, 'l1-param-ini');
assert.ok((await readCameraFile(base, 'PARAM.INI', 1000))?.equals(ini?.bytes ?? Buffer.alloc(0)));
assert.equal(await readCameraFile(base, 'NOTHING', 1000), null);
await assert.rejects(readCameraFile(base, 'PARAM.INI', 3), (error) => hasCode(error, 'bwc.device.read_error'));
const identity: CameraIdentity = { ...(await base.identify()), model: 'One' };
const readiness: Readiness = { battery: null, storage: { capacityBytes: 1, freeBytes: 1, lockedBytes: null } };
const set: Date[] = [];
const camera = wrapCamera(base, {
  identify: async () => identity, readiness: async () => readiness, setClock: async () => void set.push(new Date()),
});
assert.deepEqual([await camera.identify(), await camera.readiness()], [identity, readiness]);
assert.equal(camera.setClock, undefined, 'the manifest denies it');
const setting = wrapCamera(camera, { manifest: { ...base.manifest, clockSet: true }, setClock: async () => void set.push(new Date()) });
await setting.setClock?.('2026-03-01T00:00:00.000Z', 'UTC');
assert.equal(set.length, 1);
const classes: EntryClass['as'][] = (await listAll(camera)).map((file) => file.class.as);
assert.deepEqual(classes.sort(), ['clip', 'ignored']);
const none: Clock = { now: () => now };
assert.equal((await camera.readClock(none, 'UTC')).assumedZone, 'UTC');
await camera.close();
console.log('all of it');
`,
    );
    symlinkSync(join(PACKAGE, 'node_modules', '@types'), join(dir, 'node_modules', '@types'));
    const tsc = join(PACKAGE, 'node_modules', 'typescript', 'bin', 'tsc');
    const args = [
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2023',
      '--types',
      'node',
      '--skipLibCheck',
      'use.ts',
    ];
    expect(execFileSync(process.execPath, [tsc, ...args], { cwd: dir, encoding: 'utf8' })).toBe('');
    expect(execFileSync(process.execPath, ['use.js'], { cwd: dir, encoding: 'utf8' })).toBe('all of it\n');
  });

  it('has types a stranger can build against', () => {
    const dir = strangersProject();
    writeFileSync(
      join(dir, 'driver.ts'),
      `import { createVolumeDriver, type Camera, type CameraDriver } from 'bwc-station/device';
import { createVirtualCamera } from 'bwc-station/device/testing';
export const driver: CameraDriver = createVolumeDriver();
export const make = (dir: string): Promise<{ readonly root: string }> => createVirtualCamera({ dir, layout: 'l1', serial: 'X', files: [] });
export const canErase = (camera: Camera): boolean => camera.manifest.erase;
// @ts-expect-error no proof can be made here
export const wipe = (camera: Camera, file: never) => camera.erase?.(file, {});
`,
    );
    const tsc = join(PACKAGE, 'node_modules', 'typescript', 'bin', 'tsc');
    const args = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--skipLibCheck', 'driver.ts'];
    expect(execFileSync(process.execPath, [tsc, ...args], { cwd: dir, encoding: 'utf8' })).toBe('');
  });

  it('lets a stranger’s driver serve a visit', async () => {
    const project = strangersProject();
    writeFileSync(join(project, 'acme.js'), DRIVER);
    const { data, dock, dir } = await newStation({ extra_drivers: `[${JSON.stringify(join(project, 'acme.js'))}]` });
    expect((await bwc(['doctor', '--data', data])).stdout).toContain('volume, mtp, acme');
    const card = join(dir, 'acme-card');
    mkdirSync(card);
    writeFileSync(join(card, 'ACME.ID'), 'ACME-77\n');
    writeFileSync(join(card, '20260301_080000.mp4'), media('segment-1.mp4'));
    const { visit } = await ingest(data, card);
    expect(visit).toMatchObject({ driver: 'acme', profile: 'acme-one', camera: 'ACME-77', outcome: 'complete' });
    expect(await clipsOf(data)).toMatchObject([{ camera: 'ACME-77', sourcePath: '20260301_080000.mp4' }]);
    // The same through the dock.
    const daemon = await startDaemon(data);
    mkdirSync(join(dock, 'b'));
    writeFileSync(join(dock, 'b', 'ACME.ID'), 'ACME-78');
    expect((await daemon.event('closed')).outcome).toBe('complete');
    expect((await bwcJson<{ serial: string }[]>(['cameras', '--data', data])).map((c) => c.serial).sort()).toEqual([
      'ACME-77',
      'ACME-78',
    ]);
  });

  it('takes a camera that is described as JSON only, with what it says of times in containers', async () => {
    const { data, dir } = await newStation({ extra_profiles: '["maker.json"]' });
    const profile = (mediaClock: string): string =>
      JSON.stringify({
        id: 'maker-one',
        family: 'Maker One',
        evidence: 'invented',
        recognise: { specificity: 80, anyOf: [[{ kind: 'ini-group', path: 'MAKER.INI', groups: ['MAKER'] }]] },
        identity: { kind: 'ini', path: 'MAKER.INI', groups: ['MAKER'], keys: { serial: 'SN' } },
        stagingFolders: [],
        importantFolders: [],
        sidecarFolders: [],
        namePatterns: [],
        mediaClock,
      });
    const docked = async (serial: string, footage: string): Promise<string | null | undefined> => {
      const card = join(dir, serial);
      mkdirSync(card);
      writeFileSync(join(card, 'MAKER.INI'), `[MAKER]\r\nSN=${serial}\r\n`);
      writeFileSync(join(card, 'A.MP4'), media(footage));
      // Nothing in the file system settles which clock wrote 08:09:10Z.
      utimesSync(join(card, 'A.MP4'), 0, 0);
      const { visit } = await ingest(data, card);
      expect(visit).toMatchObject({ driver: 'volume', profile: 'maker-one', camera: serial, outcome: 'complete' });
      return (await clipsOf(data)).find(({ camera }) => camera === serial)?.times?.camera.start;
    };
    writeFileSync(join(data, 'maker.json'), profile('local'));
    expect((await bwc(['doctor', '--data', data])).stdout).toContain('maker-one');
    expect(await docked('M1', 'segment-1.mp4')).toBe('2026-03-01T08:09:10');
    writeFileSync(join(data, 'maker.json'), profile('utc'));
    expect(await docked('M2', 'segment-2.mp4')).toBe('2026-03-01T16:09:12');

    writeFileSync(join(data, 'maker.json'), profile('gps'));
    const doctor = await bwc(['doctor', '--data', data]);
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toContain(`${join(data, 'maker.json')}: mediaClock: `);
  });

  it('that is configured but cannot be loaded is found by doctor and costs no evidence', async () => {
    const { data, dir } = await newStation({ extra_drivers: '["/nowhere/driver.js"]' });
    const doctor = await bwc(['doctor', '--data', data]);
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toContain('/nowhere/driver.js');
    mkdirSync(join(dir, 'card'));
    const answer = await bwc(['ingest', join(dir, 'card'), '--data', data]);
    expect(answer.code).toBe(1);
    expect(answer.stderr).toContain('/nowhere/driver.js');
  });
});
