/** Camera models by USB identity. A model nobody has described is read with the strictest quirks, and only once confirmed. */
import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { messageOf } from '../../domain/errors.js';
import { DeviceError } from '../errors.js';
import { type UsbDevice, usbId } from '../usb/usb-device.js';
import { GENERIC_QUIRKS, type Quirks, quirksSchema } from './quirks.js';

const hex4 = z.string().regex(/^[0-9a-f]{4}$/, 'is not four hexadecimal digits');

const modelSchema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/),
    name: z.string().min(1),
    /** Where this model and its quirks are known from. */
    evidence: z.string().min(1),
    match: z.strictObject({
      vendorId: hex4,
      productId: hex4,
      /** A regular expression the product string must fit, for makers who share one id. */
      product: z.string().optional(),
    }),
    quirks: quirksSchema.partial(),
    reasons: z.record(z.string(), z.string().min(1)),
  })
  .refine((model) => Object.keys(model.quirks).every((quirk) => quirk in model.reasons), 'a quirk has no reason');

export interface MtpModel {
  readonly id: string;
  readonly name: string;
  readonly quirks: Quirks;
  readonly matches: (device: UsbDevice) => boolean;
}

export const GENERIC_MODEL_ID = 'mtp-generic';

const FOLDER = new URL('./models/', import.meta.url);

/** @throws DeviceError `bwc.device.profile_invalid` naming the file */
export function loadMtpModels(): MtpModel[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      try {
        return parseMtpModel(JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')));
      } catch (error) {
        const message = `camera model ${name}: ${messageOf(error)}`;
        throw new DeviceError('bwc.device.profile_invalid', message, { file: name }, { cause: error });
      }
    });
}

/** @throws ZodError */
export function parseMtpModel(json: unknown): MtpModel {
  const { id, name, match, quirks } = modelSchema.parse(json);
  const product = match.product === undefined ? null : new RegExp(match.product, 'iu');
  return {
    id,
    name,
    quirks: quirksSchema.parse({ ...GENERIC_QUIRKS, ...quirks }),
    matches: (device) =>
      usbId(device) === `${match.vendorId}:${match.productId}` &&
      (product === null || product.test(device.product ?? '')),
  };
}
