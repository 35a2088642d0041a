import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DeviceError } from '../errors.js';
import { parseJson } from './parse-json.js';
import { profileSchema, type Profile } from './profile.js';

/** Reads every `*.json` beside this file, or in `folder`, ordered by file name.
 * @throws DeviceError `bwc.device.profile_invalid` naming the file and the key. */
export function loadProfiles(folder: string = fileURLToPath(new URL('.', import.meta.url))): Profile[] {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  const profiles = files.sort().map((name) => parseProfile(name, readFileSync(join(folder, name), 'utf8')));
  const twice = profiles.find((p, i) => profiles.findIndex((q) => q.id === p.id) !== i);
  if (twice !== undefined) {
    throw new DeviceError('bwc.device.profile_invalid', `two profiles have the id ${twice.id}`, { key: 'id' });
  }
  return profiles;
}

/** @throws DeviceError `bwc.device.profile_invalid` naming the file and the key. */
export const parseProfile = (file: string, text: string): Profile => parseJson(profileSchema, file, text);
