/** Sends the camera away with `SetMSDC` and takes it back as a disk in the same slot. */
import type { CameraIdentity } from '../../domain/camera.js';
import { hasCode, messageOf } from '../../domain/errors.js';
import type { Camera } from '../camera.js';
import type { CameraDriver, VolumeCandidate } from '../driver.js';
import { DeviceError } from '../errors.js';
import { refusalError } from './return-codes.js';
import type { SwitchTracker } from './switch-tracker.js';
import { sleep, within } from './timers.js';
import type { AskContext } from './vendor-facts.js';
import type { VolumeWaiter } from './volume-waiter.js';

export interface DiskContext extends AskContext {
  readonly tracker: SwitchTracker;
  readonly volumes: CameraDriver;
  readonly waitForVolume: VolumeWaiter;
}

/** @throws DeviceError where the camera refuses, does not come back in time, or something else stands in its slot */
export async function becomeDisk(context: DiskContext): Promise<Camera> {
  const { tracker } = context;
  try {
    await askToSwitch(context);
    // The vendor's handle on the device would be in the way of its disk.
    await context.caller.close();
    return await takeBack(context);
  } catch (error) {
    tracker.send({ is: 'failed', why: messageOf(error) });
    throw error;
  } finally {
    await context.caller.close();
  }
}

async function askToSwitch({ caller, password, timers, tracker }: DiskContext): Promise<void> {
  for (;;) {
    tracker.send({ is: 'asked' });
    tracker.check();
    try {
      const answer = await caller.once('SetMSDC', (limits) => caller.host.setMsdc(password, limits));
      if (answer.is === 'ok') return;
      if (answer.is === 'refused' && answer.refusal !== 'connect_failed') throw refusalError('SetMSDC', answer.refusal);
      if (answer.is === 'refused') {
        tracker.send({ is: 'left' });
        return;
      }
    } catch (error) {
      // A device that leaves while answering looks like one that was lost. Which it was, its disk tells.
      if (!hasCode(error, 'bwc.device.gone', 'bwc.device.timeout')) throw error;
      tracker.send({ is: 'left' });
      return;
    }
    tracker.send({ is: 'busy' });
    tracker.check();
    await sleep(timers, Math.min(caller.patience.busyEveryMs, tracker.leftMs));
  }
}

async function takeBack(context: DiskContext): Promise<Camera> {
  const { caller, timers, tracker, waitForVolume } = context;
  const { slot } = tracker.state;
  for (;;) {
    tracker.send({ is: 'tick' });
    tracker.check();
    const timeoutMs = tracker.leftMs;
    const found = await within(timers, timeoutMs, (signal) => waitForVolume(slot, { timeoutMs, signal }));
    const candidate = found.late ? null : found.value;
    if (candidate !== null) {
      const state = tracker.send({ is: 'volume', slot: candidate.slot });
      const camera = state.at === 'volume' ? await openIfSame(context, candidate) : null;
      if (camera !== null) return camera;
    }
    await sleep(timers, Math.min(caller.patience.busyEveryMs, tracker.leftMs));
  }
}

/** The disk, if it is the camera that was sent away; null where it left again meanwhile. */
async function openIfSame(context: DiskContext, candidate: VolumeCandidate): Promise<Camera | null> {
  const { timers, tracker } = context;
  let camera: Camera | undefined;
  try {
    const opened = await within(timers, tracker.leftMs, () => openVolume(context.volumes, candidate), closeQuietly);
    if (opened.late) return null;
    const disk = (camera = opened.value);
    const identity = await within(timers, tracker.leftMs, () => disk.identify());
    if (!identity.late && tracker.send({ is: 'read', serial: ownSerial(identity.value) }).at === 'done') return disk;
  } catch (error) {
    if (camera !== undefined) closeQuietly(camera);
    if (!hasCode(error, 'bwc.device.gone')) throw error;
    tracker.send({ is: 'left' });
    return null;
  }
  closeQuietly(camera);
  return null;
}

/**
 * Only what the camera itself has written as its identity can prove that it is another one: labels are given by hand, and
 * names may be longer than the record's 7 characters or come from a card that was in another camera.
 */
const ownSerial = ({ serial, source }: CameraIdentity): string | null =>
  source === 'volume label' || source === 'file names' ? null : serial;

async function openVolume(volumes: CameraDriver, candidate: VolumeCandidate): Promise<Camera> {
  const answer = await volumes.recognise(candidate);
  if (answer.recognised) return volumes.open(candidate, answer.profile);
  throw new DeviceError('bwc.device.refused', `the camera came back as a disk nobody knows: ${answer.reason}`, {
    slot: candidate.slot,
    root: candidate.root,
  });
}

function closeQuietly(camera: Camera): void {
  void camera.close().catch(() => undefined);
}
