/**
 * Takes the transcript of one look at a USB camera: opened, listed, closed, by the driver this station would read it with.
 * No footage is read.
 */
import type { FileHandle } from 'node:fs/promises';
import { open } from 'node:fs/promises';
import type { CameraDriver, UsbCandidate } from '../device/driver.js';
import { DeviceError } from '../device/errors.js';
import { RecordingPipe } from '../device/mtp/transcript/recording-pipe.js';
import { writeEntry } from '../device/mtp/transcript/transcript.js';
import { createDriverRegistry } from '../device/registry.js';
import { kernelUsb } from '../device/usb/kernel-usb.js';
import { scanCameras } from '../device/usb/usb-candidates.js';
import type { UsbPipe } from '../device/usb/pipe.js';
import type { UsbDevice } from '../device/usb/usb-device.js';
import type { UsbHost } from '../device/usb/usb-host.js';
import { BwcError } from '../domain/errors.js';
import { loadDrivers } from '../ingest/drivers.js';
import { cameraSources, type Config } from './config.js';

export interface Recorded {
  readonly slot: string;
  readonly driver: string;
  readonly profile: string;
  readonly files: number;
  readonly entries: number;
}

/** What is docked, and the way to it. */
export interface UsbBus {
  readonly scan: () => Promise<readonly UsbCandidate[]>;
  readonly host: UsbHost;
}

const KERNEL: UsbBus = { scan: () => scanCameras([]), host: kernelUsb };

/**
 * @param slot where more than one camera is docked: which one
 * @throws BwcError `bwc.usage` where there is no such camera or no telling which, DeviceError where no driver takes it or the
 * one that does cannot be listened to, `EEXIST` where the file is there already
 */
export async function recordDevice(
  file: string,
  slot: string | null,
  cameras: Config['cameras'],
  bus: UsbBus = KERNEL,
): Promise<Recorded> {
  const docked = await bus.scan();
  const [candidate, another] = docked.filter((camera) => slot === null || camera.slot === slot);
  if (candidate === undefined || another !== undefined) {
    const there = docked.map((camera) => camera.slot).join(', ') || 'none';
    throw new BwcError('bwc.usage', `name the slot of one MTP camera; docked: ${there}`, { docked: there });
  }
  // Whoever asks for the transcript stands before the camera: that confirms it.
  const confirmed = { ...candidate, confirmed: true };
  const answer = await createDriverRegistry((await loadDrivers(cameraSources(cameras))).drivers).recognise(confirmed);
  if (!answer.recognised) throw new DeviceError(answer.code, answer.reason, { slot: candidate.slot });
  const { driver, profile } = answer;
  if (driver.over === undefined) {
    const message = `the driver ${driver.id} cannot be listened to: it has no method \`over\` (see docs/sdk.md)`;
    throw new DeviceError('bwc.device.unsupported', message, { driver: driver.id });
  }
  const out = await open(file, 'wx', 0o600);
  try {
    const transcript = new Transcript(bus.host, out);
    let files: number;
    try {
      files = await look(driver.over(transcript), confirmed, profile);
    } finally {
      await transcript.written;
    }
    return { slot: candidate.slot, driver: driver.id, profile, files, entries: transcript.entries };
  } finally {
    await out.close();
  }
}

/** A way to USB that writes down what goes over it. */
class Transcript implements UsbHost {
  entries = 0;
  written: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly host: UsbHost,
    private readonly out: FileHandle,
  ) {}

  async connect(device: UsbDevice): Promise<UsbPipe> {
    return new RecordingPipe(await this.host.connect(device), (entry) => {
      this.entries += 1;
      this.written = this.written.then(() => this.out.write(writeEntry(entry)));
    });
  }
}

/** @returns how many files it has */
async function look(driver: CameraDriver, candidate: UsbCandidate, profile: string): Promise<number> {
  const camera = await driver.open(candidate, profile);
  let files = 0;
  try {
    for await (const file of camera.list()) files += file.index === files ? 1 : 0;
  } finally {
    await camera.close();
  }
  return files;
}
