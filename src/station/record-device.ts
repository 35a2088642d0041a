/** Takes the transcript of one look at an MTP camera: opened, listed, closed. No footage is read. */
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import { createMtpDriver } from '../device/mtp/mtp-driver.js';
import { GENERIC_MODEL_ID } from '../device/mtp/model.js';
import { RecordingPipe } from '../device/mtp/transcript/recording-pipe.js';
import { writeEntry } from '../device/mtp/transcript/transcript.js';
import { kernelUsb } from '../device/usb/kernel-usb.js';
import { scanCameras } from '../device/usb/usb-candidates.js';
import { BwcError } from '../domain/errors.js';

export interface Recorded {
  readonly slot: string;
  readonly files: number;
  readonly entries: number;
}

/**
 * @param slot where more than one camera is docked: which one
 * @throws BwcError `bwc.usage` where there is no such camera or no telling which, `EEXIST` where the file is there already
 */
export async function recordDevice(file: string, slot: string | null): Promise<Recorded> {
  const cameras = await scanCameras([]);
  const wanted = cameras.filter((camera) => slot === null || camera.slot === slot);
  const [candidate, another] = wanted;
  if (candidate === undefined || another !== undefined) {
    const there = cameras.map((camera) => camera.slot).join(', ') || 'none';
    throw new BwcError('bwc.usage', `name the slot of one MTP camera; docked: ${there}`, { docked: there });
  }
  const out = await open(file, 'wx', 0o600);
  try {
    return { slot: candidate.slot, ...(await record(candidate, out)) };
  } finally {
    await out.close();
  }
}

async function record(
  candidate: Awaited<ReturnType<typeof scanCameras>>[number],
  out: FileHandle,
): Promise<Omit<Recorded, 'slot'>> {
  let entries = 0;
  let written: Promise<unknown> = Promise.resolve();
  const driver = createMtpDriver({
    host: {
      connect: async (device) =>
        new RecordingPipe(await kernelUsb.connect(device), (entry) => {
          entries += 1;
          written = written.then(() => out.write(writeEntry(entry)));
        }),
    },
  });
  const camera = await driver.open({ ...candidate, confirmed: true }, GENERIC_MODEL_ID);
  let files = 0;
  try {
    for await (const file of camera.list()) files += file.index === files ? 1 : 0;
  } finally {
    await camera.close();
    await written;
  }
  return { files, entries };
}
