/**
 * `ZFY_INFO`, the identity record of GA/T 947.4: five packed fields of GBK text. Two variants are in use, told apart by
 * their length: every field with a terminating NUL (8/7/33/13/33 bytes) or without (7/6/32/12/32).
 */
import type { CameraIdentity } from '../../domain/camera.js';
import { DeviceError } from '../errors.js';
import { cleanOfficerNo, cleanValue } from '../text/decode.js';
import { encodeGbk } from '../text/gbk.js';

export interface ZfyInfo {
  /** `cSerial`: the product's serial, at most 7 bytes. */
  readonly serial: string | null;
  /** `userNo`: the officer's number, at most 6 bytes. `000000` is nobody and is reported as null. */
  readonly officerNo: string | null;
  /** `userName`, at most 32 bytes. */
  readonly officerName: string | null;
  /** `unitNo`, at most 12 bytes. */
  readonly unitNo: string | null;
  /** `unitName`, at most 32 bytes. */
  readonly unitName: string | null;
}

export type ZfyVariant = 'terminated' | 'unterminated';
export type ZfyField = keyof ZfyInfo;
/** What is wrong with a value that cannot be written; in the error's details as `problem`. */
export type ZfyProblem = 'required' | 'too_long' | 'unencodable' | 'not_a_value';

/** In the record's order, with the bytes of text that fit. */
const FIELDS: readonly (readonly [ZfyField, number])[] = [
  ['serial', 7],
  ['officerNo', 6],
  ['officerName', 32],
  ['unitNo', 12],
  ['unitName', 32],
];
const TEXT_BYTES = FIELDS.reduce((sum, [, bytes]) => sum + bytes, 0);
const NOBODY = new TextEncoder().encode('000000');

/** What an identity that came from this record names as its source. */
export const HOST_SOURCE = 'GetZFYInfo';

/** Bytes of a whole record: 94 or 89. */
export const zfyInfoBytes = (variant: ZfyVariant): number =>
  variant === 'terminated' ? TEXT_BYTES + FIELDS.length : TEXT_BYTES;

/**
 * A field that holds no whole text (half a character, erased flash) is unknown; it does not make the others so.
 * @throws DeviceError `bwc.device.protocol` for a record of neither length.
 */
export function parseZfyInfo(record: Uint8Array): ZfyInfo {
  const extra = (['unterminated', 'terminated'] as const).findIndex((v) => zfyInfoBytes(v) === record.length);
  if (extra < 0) {
    throw new DeviceError('bwc.device.protocol', `a ZFY_INFO record of ${String(record.length)} bytes`, {
      bytes: record.length,
    });
  }
  const decoder = new TextDecoder('gbk');
  const texts = new Map<ZfyField, string>();
  let at = 0;
  for (const [field, bytes] of FIELDS) {
    const raw = record.subarray(at, (at += bytes + extra));
    const end = raw.indexOf(0);
    texts.set(field, decoder.decode(end < 0 ? raw : raw.subarray(0, end)));
  }
  return {
    serial: cleanValue(texts.get('serial')),
    officerNo: cleanOfficerNo(texts.get('officerNo')),
    officerName: cleanValue(texts.get('officerName')),
    unitNo: cleanValue(texts.get('unitNo')),
    unitName: cleanValue(texts.get('unitName')),
  };
}

/**
 * What `parseZfyInfo` reads back as the same. Nothing is ever cut to fit.
 * @throws DeviceError `bwc.device.value_unencodable` with `field` and `problem` (`ZfyProblem`) for a value the record cannot
 * hold, or a serial that is not known: the record must have one.
 */
export function encodeZfyInfo(info: ZfyInfo, variant: ZfyVariant): Uint8Array {
  const record = new Uint8Array(zfyInfoBytes(variant));
  let at = 0;
  for (const [field, limit] of FIELDS) {
    record.set(encodeField(field, info[field], limit), at);
    at += variant === 'terminated' ? limit + 1 : limit;
  }
  return record;
}

function encodeField(field: ZfyField, value: string | null, limit: number): Uint8Array {
  if (value === null) {
    if (field === 'serial') throw problemWith(field, 'required', 0, limit);
    return field === 'officerNo' ? NOBODY : new Uint8Array();
  }
  const clean = field === 'officerNo' ? cleanOfficerNo(value) : cleanValue(value);
  // Blanks around it, control characters, an empty text, an officer of zeros: it would be read back as something else.
  if (clean !== value) throw problemWith(field, 'not_a_value', null, limit);
  const bytes = gbkOf(field, value, limit);
  if (bytes.length > limit) throw problemWith(field, 'too_long', bytes.length, limit);
  return bytes;
}

function gbkOf(field: ZfyField, value: string, limit: number): Uint8Array {
  try {
    return encodeGbk(value);
  } catch {
    throw problemWith(field, 'unencodable', null, limit);
  }
}

const problemWith = (field: ZfyField, problem: ZfyProblem, bytes: number | null, limit: number): DeviceError =>
  new DeviceError('bwc.device.value_unencodable', `${field} cannot be written to the camera: ${problem}`, {
    field,
    problem,
    bytes,
    limit,
  });

/** The identity as the rest of the SDK has it; `model` is the recognition code. Values are cleaned again: not every vendor's code uses this codec. */
export const identityOf = (info: ZfyInfo, model: string): CameraIdentity => ({
  serial: cleanValue(info.serial ?? undefined),
  officerNo: cleanOfficerNo(info.officerNo ?? undefined),
  officerName: cleanValue(info.officerName ?? undefined),
  unitNo: cleanValue(info.unitNo ?? undefined),
  unitName: cleanValue(info.unitName ?? undefined),
  model,
  firmware: null,
  source: HOST_SOURCE,
});
