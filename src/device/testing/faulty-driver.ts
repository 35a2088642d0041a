/**
 * A driver module for whole-process tests: takes over every volume that has a file `<root>.faults.json` beside it and
 * makes the faults in it happen. The station loads it by module path from its configuration, never by itself.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { CameraDriver } from '../driver.js';
import { DeviceError } from '../errors.js';
import { nodeIo } from '../volume/node-io.js';
import { createVolumeDriver } from '../volume/volume-driver.js';
import { type Fault, faultsFileOf, faultsFileSchema, strikesFileOf } from './faults.js';
import { createFaultyIo } from './faulty-io.js';

/** More than any profile's: the volume driver recognises the same camera. */
const AHEAD_OF_ALL = 1000;

export const virtualCameraDriver: CameraDriver = {
  id: 'virtual-camera',
  recognise: async (candidate) => {
    if (!existsSync(faultsFileOf(candidate.root))) return { recognised: false, reason: 'not a virtual camera' };
    readFaults(candidate.root);
    const answer = await createVolumeDriver().recognise(candidate);
    if (!answer.recognised) return answer;
    return { ...answer, because: `virtual camera, ${answer.because}`, specificity: answer.specificity + AHEAD_OF_ALL };
  },
  open: async (candidate, profile) => {
    const { io } = createFaultyIo(nodeIo, {
      faults: readFaults(candidate.root),
      strikes: readStrikes(candidate.root),
      onStrike: (strikes) => {
        writeFileSync(strikesFileOf(candidate.root), JSON.stringify(strikes));
      },
    });
    return createVolumeDriver({ io }).open(candidate, profile);
  },
};

export { virtualCameraDriver as driver };

function readFaults(root: string): Fault[] {
  const file = faultsFileOf(root);
  try {
    return faultsFileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).faults;
  } catch (error) {
    throw new DeviceError('bwc.device.refused', `${file} is no faults file`, { file }, { cause: error });
  }
}

function readStrikes(root: string): number[] {
  const file = strikesFileOf(root);
  return existsSync(file) ? z.array(z.int()).parse(JSON.parse(readFileSync(file, 'utf8'))) : [];
}
