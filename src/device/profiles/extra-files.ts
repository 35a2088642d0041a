/** Descriptions of cameras that a station's configuration names, beside those of this package. */
import { readFileSync } from 'node:fs';
import { messageOf } from '../../domain/errors.js';
import { invalid } from './parse-json.js';

/**
 * `known` and what `files` describe.
 * @param reserved further ids that mean something already
 * @throws DeviceError `bwc.device.profile_invalid` naming the file, the key and what is wrong: also for an id that is taken,
 * because clips are on record under it
 */
export function withExtra<T extends { readonly id: string }>(
  known: readonly T[],
  files: readonly string[],
  parse: (file: string, text: string) => T,
  reserved: readonly string[],
): T[] {
  const taken = new Map([...known.map(({ id }) => id), ...reserved].map((id) => [id, 'of this package']));
  const all = [...known];
  for (const file of files) {
    const one = parse(file, read(file));
    const owner = taken.get(one.id);
    if (owner !== undefined) throw invalid(file, 'id', `"${one.id}" is taken: it is that ${owner}; choose another`);
    taken.set(one.id, `of ${file}`);
    all.push(one);
  }
  return all;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw invalid(file, '', `cannot be read: ${messageOf(error)}`);
  }
}
