import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { messageOf } from '../../domain/errors.js';
import { DeviceError } from '../errors.js';
import { profileSchema, type Profile } from './profile.js';

/** Reads every `*.json` beside this file, or in `folder`, ordered by file name.
 * @throws DeviceError `bwc.device.profile_invalid` naming the file and the key. */
export function loadProfiles(folder: string = fileURLToPath(new URL('.', import.meta.url))): Profile[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const profiles = files.sort().map((name) => parseProfile(name, readFileSync(`${folder}/${name}`, 'utf8')));
  const twice = profiles.find((p, i) => profiles.findIndex((q) => q.id === p.id) !== i);
  if (twice !== undefined) {
    throw new DeviceError('bwc.device.profile_invalid', `two profiles have the id ${twice.id}`, { key: 'id' });
  }
  return profiles;
}

/** @throws DeviceError `bwc.device.profile_invalid` naming the file and the key. */
export function parseProfile(file: string, text: string): Profile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new DeviceError('bwc.device.profile_invalid', `${file}: not JSON: ${messageOf(error)}`, { file, key: '' });
  }
  const result = profileSchema.safeParse(json);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const key = issue?.path.map(String).join('.') ?? '';
  const why = issue?.message ?? 'invalid';
  throw new DeviceError('bwc.device.profile_invalid', `${file}: ${key === '' ? '' : `${key}: `}${why}`, { file, key });
}
