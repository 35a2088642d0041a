/**
 * MTP names are UTF-16 text; a path on a camera is bytes. What text cannot be a part of a path, or is the name of two
 * objects in one folder, is named by its handle as well: every object is listed, none can pass for another.
 */
import { Buffer } from 'node:buffer';
import type { MtpObject } from './objects.js';

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** Bytes of each object's part of the path, in the order given; no two are equal. */
export function partsOf(objects: readonly Pick<MtpObject, 'handle' | 'name'>[]): Buffer[] {
  const count = new Map<string, number>();
  for (const { name } of objects) count.set(name, (count.get(name) ?? 0) + 1);
  const taken = new Set(count.keys());
  return objects.map(({ handle, name }) => {
    if (isPart(name) && count.get(name) === 1) return toBytes(name);
    let part = name.replaceAll(/[/\0]/g, '_');
    // A name may be made to look like a marked one.
    do part = `${part} ${markOf(handle)}${extensionOf(name)}`.trim();
    while (taken.has(part));
    taken.add(part);
    return toBytes(part);
  });
}

const isPart = (name: string): boolean => name !== '' && name !== '.' && name !== '..' && !/[/\0]/.test(name);

export const undescribedPart = (handle: number): Buffer => Buffer.from(markOf(handle));

const markOf = (handle: number): string => `[object 0x${handle.toString(16).padStart(8, '0')}]`;
const extensionOf = (name: string): string => /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';

/** UTF-8, with half a surrogate pair as its own three bytes: not valid UTF-8, but nothing is lost or made equal. */
function toBytes(text: string): Buffer {
  if (!LONE_SURROGATE.test(text)) return Buffer.from(text, 'utf8');
  return Buffer.concat(
    Array.from(text, (character) => {
      const unit = character.charCodeAt(0);
      if (character.length > 1 || unit < 0xd800 || unit > 0xdfff) return Buffer.from(character, 'utf8');
      return Buffer.from([0xe0 | (unit >> 12), 0x80 | ((unit >> 6) & 0x3f), 0x80 | (unit & 0x3f)]);
    }),
  );
}
