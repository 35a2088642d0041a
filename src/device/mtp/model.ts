/** Camera models by USB identity. A model nobody has described is read with the strictest quirks, and only once confirmed. */
import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { checked, parseJson } from '../profiles/parse-json.js';
import { isRegex } from '../profiles/profile.js';
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
      product: z.string().refine(isRegex, 'is not a regular expression').optional(),
    }),
    quirks: quirksSchema.partial(),
    reasons: z.record(z.string(), z.string().min(1)),
  })
  .superRefine(({ quirks, reasons }, context) => {
    for (const quirk of Object.keys(quirks)) {
      if (quirk in reasons) continue;
      context.addIssue({ code: 'custom', path: ['reasons', quirk], message: 'a quirk has no reason' });
    }
  });

export interface MtpModel {
  readonly id: string;
  readonly name: string;
  readonly quirks: Quirks;
  readonly matches: (device: UsbDevice) => boolean;
}

export const GENERIC_MODEL_ID = 'mtp-generic';

const FOLDER = new URL('./models/', import.meta.url);

/** @throws DeviceError `bwc.device.profile_invalid` naming the file and the key */
export const loadMtpModels = (): MtpModel[] =>
  readdirSync(FOLDER)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => parseModelFile(name, readFileSync(new URL(name, FOLDER), 'utf8')));

/** @throws DeviceError as `loadMtpModels` */
export const parseModelFile = (file: string, text: string): MtpModel => modelOf(parseJson(modelSchema, file, text));

/** @throws DeviceError `bwc.device.profile_invalid` naming the key */
export const parseMtpModel = (json: unknown): MtpModel => modelOf(checked(modelSchema, 'camera model', json));

function modelOf({ id, name, match, quirks }: z.infer<typeof modelSchema>): MtpModel {
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
