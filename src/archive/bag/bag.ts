/**
 * A bag (BagIt 1.0, RFC 8493) as a description: its tag files as bytes, its payload by digest, so that an archive that
 * keeps originals by their digest need not hold them twice. `materialise` makes a folder of it.
 */
import { createHash } from 'node:crypto';
import { infoText, manifestText, payloadOxum } from './manifest.js';

export interface PayloadFile {
  /** Below `data/`, a name of ours: letters, digits, dots, dashes, slashes. */
  readonly path: string;
  readonly sha256: string;
  readonly sm3: string | null;
  readonly bytes: number;
}

export interface TagFile {
  readonly path: string;
  readonly bytes: Buffer;
}

export interface Bag {
  /** Name of its folder. */
  readonly name: string;
  readonly payload: readonly PayloadFile[];
  /** All but the tag manifest: see `sealed`. */
  readonly tags: readonly TagFile[];
}

export interface BagContent extends Bag {
  /** Beside what every bag says of itself. */
  readonly info: readonly (readonly [string, string])[];
}

/** Of the folder of a visit's bag. */
export const bagName = (station: string, visit: string): string => `bag-${station}-${visit}`;

const SAFE = /^(?:[A-Za-z0-9_][A-Za-z0-9_.-]*\/)*[A-Za-z0-9_][A-Za-z0-9_.-]*$/;

/** @throws RangeError for a path that is not one of ours, or that is there twice (also in other letters) */
export function assembleBag({ name, payload, tags, info }: BagContent): Bag {
  const paths = [name, ...payload.map((f) => f.path), ...tags.map((t) => t.path)];
  const seen = new Set<string>();
  for (const path of paths) {
    if (!SAFE.test(path) || seen.has(path.toLowerCase())) throw new RangeError(`${JSON.stringify(path)} in a bag`);
    seen.add(path.toLowerCase());
  }
  const stray = payload.find((f) => !f.path.startsWith('data/')) ?? tags.find((t) => t.path.startsWith('data/'));
  if (stray !== undefined) throw new RangeError(`${stray.path} lies in the wrong half of the bag`);
  const sm3 = payload.flatMap(({ path, sm3: digest }) => (digest === null ? [] : [{ path, digest }]));
  return {
    name,
    payload,
    tags: [
      tag('bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'),
      tag('bag-info.txt', infoText([...info, ['Payload-Oxum', payloadOxum(payload.map((f) => f.bytes))]])),
      tag('manifest-sha256.txt', manifestText(payload.map(({ path, sha256 }) => ({ path, digest: sha256 })))),
      // A manifest names the whole payload or is not there (RFC 8493 section 3).
      ...(sm3.length > 0 && sm3.length === payload.length ? [tag('manifest-sm3.txt', manifestText(sm3))] : []),
      ...tags,
    ],
  };
}

export const tag = (path: string, text: string): TagFile => ({ path, bytes: Buffer.from(text, 'utf8') });

/** All tag files with the one that names the digests of the others, which comes last. */
export function sealed(tags: readonly TagFile[]): TagFile[] {
  const entries = tags.map(({ path, bytes }) => ({ path, digest: createHash('sha256').update(bytes).digest('hex') }));
  return [...tags, tag('tagmanifest-sha256.txt', manifestText(entries))];
}
