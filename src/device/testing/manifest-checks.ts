/** Part of the camera contract: the manifest promises nothing that does not come, and denies nothing that does. */
import assert from 'node:assert/strict';
import type { ClockMethod } from '../../domain/camera.js';
import { systemClock } from '../../domain/time.js';
import type { Camera } from '../camera.js';
import type { Check } from './contract.js';
import { listAll } from './list-all.js';

/** What a camera may answer that promises a method: the promise is of its best. */
const ANSWERS: Readonly<Record<ClockMethod, readonly ClockMethod[]>> = {
  'device-command': ['device-command'],
  // Where the camera answers from a cache no edge is seen.
  'property-edge': ['property-edge', 'property-read'],
  'property-read': ['property-read'],
  'newest-file': ['newest-file'],
  none: ['none'],
};

export const MANIFEST_CHECKS: Readonly<Record<string, Check>> = {
  'manifest: a serial comes exactly where identity is promised': async ({ camera }) => {
    const { serial } = await camera.identify();
    agrees(camera.manifest.identity, serial, 'identity', 'the serial');
  },
  'manifest: a charge comes exactly where battery is promised': async ({ camera }) => {
    const { battery } = await camera.readiness();
    agrees(camera.manifest.battery, battery, 'battery', 'the charge');
  },
  'manifest: capacity and free space come exactly where storage is promised': async ({ camera }) => {
    const { capacityBytes, freeBytes } = (await camera.readiness()).storage;
    agrees(camera.manifest.storage, capacityBytes, 'storage', 'the capacity');
    agrees(camera.manifest.storage, freeBytes, 'storage', 'the free space');
    if (capacityBytes === null || freeBytes === null) return;
    assert.ok(capacityBytes > 0, 'a capacity of nothing');
    assert.ok(freeBytes >= 0 && freeBytes <= capacityBytes, 'more free than there is');
  },
  'manifest: the clock is read by the method that is promised': async ({ camera }) => {
    await listAll(camera);
    const { clockRead } = camera.manifest;
    const { method, cameraRaw, offsetMs } = await camera.readClock(systemClock, 'UTC');
    assert.ok(ANSWERS[clockRead].includes(method), `clockRead is "${clockRead}", and the reading came by "${method}"`);
    agrees(clockRead !== 'none', cameraRaw, 'clockRead', 'the reading');
    agrees(clockRead !== 'none', offsetMs, 'clockRead', 'the offset');
  },
  'manifest: locks are told exactly where lockedClips is promised': async ({ camera }) => {
    const clips = (await listAll(camera)).filter((file) => file.class.as === 'clip');
    const told = clips.find((clip) => clip.locked !== null)?.locked ?? null;
    agrees(camera.manifest.lockedClips, told, 'lockedClips', 'whether any clip is locked');
    const { lockedBytes } = (await camera.readiness()).storage;
    agrees(camera.manifest.lockedClips, lockedBytes, 'lockedClips', 'how many bytes are locked');
  },
  'manifest: what changes the camera is there exactly where it is promised': ({ camera }) => {
    assert.equal(has(camera, 'setClock'), camera.manifest.clockSet, 'setClock and manifest.clockSet differ');
    assert.equal(has(camera, 'erase'), camera.manifest.erase, 'erase and manifest.erase differ');
    return Promise.resolve();
  },
};

function agrees(promised: boolean, value: unknown, capability: string, what: string): void {
  if (promised) assert.notEqual(value, null, `${capability} is promised, and ${what} is null`);
  else assert.equal(value, null, `${capability} is denied, and ${what} comes all the same`);
}

const has = (camera: Camera, method: 'setClock' | 'erase'): boolean => camera[method] !== undefined;
