/** The contract suite is itself proven: a camera that says of itself what is not so must fail it. */
import { rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Camera } from '../../../src/device/camera.js';
import { createMtpDriver } from '../../../src/device/mtp/mtp-driver.js';
import {
  cameraContract,
  type ContractSubject,
  createVirtualCamera,
  createVirtualMtpCamera,
  listAll,
} from '../../../src/device/testing/index.js';
import { wrapCamera } from '../../../src/device/wrap-camera.js';
import { tempFolder } from '../support.js';

type Changes = (camera: Camera) => Partial<Camera>;

async function failed(make: () => Promise<ContractSubject>): Promise<string[]> {
  const names: string[] = [];
  for (const { name, run } of cameraContract(make)) await run().catch(() => names.push(name));
  return names;
}

/** A card with battery, storage, times, names with officers; no locks. */
const lying = (lie: Changes) => async (): Promise<ContractSubject> => {
  const dir = await tempFolder();
  const files = [{ content: { random: 1000, seed: 'a' } }];
  const virtual = await createVirtualCamera({ dir, layout: 'l3', serial: 'N1', battery: 80, files });
  const camera = await virtual.driver.open(virtual.candidate, virtual.profile);
  return {
    camera: wrapCamera(camera, lie(camera)),
    files: virtual.files,
    tree: virtual.root,
    unplug: async () => {
      virtual.pull();
      await Promise.resolve();
    },
    cleanup: () => rm(dir, { recursive: true }),
  };
};

const overMtp = (lie: Changes) => async (): Promise<ContractSubject> => {
  const entries = [{ path: 'DCIM/A.MP4', size: 1000 }];
  const virtual = createVirtualMtpCamera({ storages: [{ entries }] });
  const driver = createMtpDriver({ host: virtual, timing: virtual.timing });
  const camera = await driver.open(virtual.candidate, 'mtp-generic');
  return {
    camera: wrapCamera(camera, lie(camera)),
    files: (await listAll(camera)).map(({ path, bytes }) => ({ path, bytes })),
    tree: null,
    unplug: async () => {
      virtual.unplug();
      await Promise.resolve();
    },
    cleanup: async () => {
      expect(virtual.mutations).toEqual([]);
      await Promise.resolve();
    },
  };
};

const promises = (changes: Partial<Camera['manifest']>): Changes => {
  return ({ manifest }) => ({ manifest: { ...manifest, ...changes } });
};

describe('the contract', () => {
  it('is kept by a truthful camera, on a volume and over MTP', async () => {
    expect(await failed(lying(() => ({})))).toEqual([]);
    expect(await failed(overMtp(() => ({})))).toEqual([]);
  });

  it.each<[string, Changes, string]>([
    [
      'a battery it has not',
      (c) => ({ readiness: async () => ({ ...(await c.readiness()), battery: null }) }),
      'charge',
    ],
    ['no battery, and tells it', promises({ battery: false }), 'charge'],
    ['no identity, and tells it', promises({ identity: false }), 'serial'],
    [
      'an identity it has not',
      (c) => ({ identify: async () => ({ ...(await c.identify()), serial: null }) }),
      'serial',
    ],
    ['no storage, and tells it', promises({ storage: false }), 'capacity'],
    [
      'storage without the free space',
      (c) => ({
        readiness: async () => {
          const { battery, storage } = await c.readiness();
          return { battery, storage: { ...storage, freeBytes: null } };
        },
      }),
      'capacity',
    ],
    ['a clock command it has not', promises({ clockRead: 'device-command' }), 'clock'],
    ['no clock, and reads one', promises({ clockRead: 'none' }), 'clock'],
    ['no locks, and tells them', promises({ lockedClips: false }), 'locks'],
    ['to set a clock and cannot', promises({ clockSet: true }), 'what changes'],
    ['to erase and cannot', promises({ erase: true }), 'what changes'],
  ])('is broken by a camera that promises %s', async (_, lie, what) => {
    const broken = await failed(overMtp(lie));
    expect(broken).toHaveLength(1);
    expect(broken[0]).toContain(what);
  });

  it('is broken by a volume that promises locks nobody can see', async () => {
    expect(await failed(lying(promises({ lockedClips: true })))).toEqual([
      'manifest: locks are told exactly where lockedClips is promised',
    ]);
  });
});
