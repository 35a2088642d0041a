import { describe, it } from 'vitest';
import { createMtpDriver } from '../../../src/device/mtp/mtp-driver.js';
import { cameraContract, type ContractSubject, createVirtualMtpCamera } from '../../../src/device/testing/index.js';
import type { VirtualMtpCameraOptions } from '../../../src/device/testing/mtp/index.js';
import { sourcePathFromText } from '../../../src/domain/source-path.js';

const FILES = [
  { path: 'DCIM/Video/2026-03-01/DSJ_A123456_0815_20260301_091500.mp4', bytes: 150_000 },
  { path: 'DCIM/Video/2026-03-01/DSJ_A123456_0815_20260301_091500.nmea', bytes: 40 },
  { path: 'DCIM/Image/2026-03-01/处置现场（一）.jpg', bytes: 900 },
];

function subject(options: VirtualMtpCameraOptions): () => Promise<ContractSubject> {
  return async () => {
    const entries = FILES.map(({ path, bytes }) => ({ path, size: bytes, seed: path }));
    const virtual = createVirtualMtpCamera({ storages: [{ entries }], ...options });
    const driver = createMtpDriver({ host: virtual, timing: virtual.timing });
    return {
      camera: await driver.open(virtual.candidate, 'mtp-generic'),
      files: FILES.map(({ path, bytes }) => ({ path: sourcePathFromText(path), bytes })),
      tree: null,
      unplug: () => {
        virtual.unplug();
        return Promise.resolve();
      },
      cleanup: () => Promise.resolve(),
    };
  };
}

describe('camera contract: a camera over MTP', () => {
  for (const { name, run } of cameraContract(subject({}))) it(name, run);
});

describe('camera contract: an MTP camera with the least it can have', () => {
  const knobs = { header: 'split', zlp: 'never', handles: 'rekey', propList: 'none' } as const;
  for (const { name, run } of cameraContract(subject({ clock: null, battery: null, knobs }))) it(name, run);
});
