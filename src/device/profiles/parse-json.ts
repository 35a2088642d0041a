/** Descriptions of cameras as JSON: what is wrong with one is said with its file, its key and why. */
import type { z } from 'zod';
import { messageOf } from '../../domain/errors.js';
import { DeviceError } from '../errors.js';

/** @throws DeviceError `bwc.device.profile_invalid` naming the file and the key */
export function parseJson<T>(schema: z.ZodType<T>, file: string, text: string): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw invalid(file, '', `not JSON: ${messageOf(error)}`);
  }
  return checked(schema, file, json);
}

/** @throws DeviceError as `parseJson` */
export function checked<T>(schema: z.ZodType<T>, file: string, json: unknown): T {
  const result = schema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw invalid(file, issue?.path.map(String).join('.') ?? '', issue?.message ?? 'invalid');
}

export const invalid = (file: string, key: string, why: string): DeviceError =>
  new DeviceError('bwc.device.profile_invalid', `${file}: ${key === '' ? '' : `${key}: `}${why}`, { file, key });
