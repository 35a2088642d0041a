/** The Lanting L1 in MTP mode: the same card, reached in another way. */
import { readFileSync } from 'node:fs';
import { type CameraDriver, createMtpDriver, type MtpDriverOptions, parseMtpModel } from 'bwc-station/device';
import { lantingCamera } from './camera.js';
import { PROFILES } from './profiles.js';

const MODEL = parseMtpModel(JSON.parse(readFileSync(new URL('../models/lanting-l1.json', import.meta.url), 'utf8')));

/** @param options a virtual camera's `host` and `timing`; without them, the kernel's USB */
export function createLantingMtpDriver(options: Pick<MtpDriverOptions, 'host' | 'timing'> = {}): CameraDriver {
  const mtp = createMtpDriver({ ...options, models: [MODEL], profiles: PROFILES });
  return {
    id: 'lanting-l1-mtp',
    // Only our own: what else stands on USB is for the station's driver, and two that take it would be refused as ambiguous.
    recognise: async (candidate) =>
      candidate.kind === 'usb' && MODEL.matches(candidate.device)
        ? mtp.recognise(candidate)
        : { recognised: false, reason: 'no Lanting L1 in MTP mode' },
    open: async (candidate, profile) => lantingCamera(await mtp.open(candidate, profile)),
    // So that `bwc device record` can listen to what this driver asks.
    over: (host) => createLantingMtpDriver({ ...options, host }),
  };
}

export const driver = createLantingMtpDriver();
