/** Tag files as one block of bytes, to be kept in the database until they have arrived. */
import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import type { TagFile } from './bag.js';

const packedSchema = z.array(z.tuple([z.string(), z.string()]));

export const packTags = (tags: readonly TagFile[]): Buffer =>
  gzipSync(JSON.stringify(tags.map(({ path, bytes }) => [path, bytes.toString('base64')])));

/** @throws Error for what `packTags` did not make */
export const unpackTags = (packed: Uint8Array): TagFile[] =>
  packedSchema
    .parse(JSON.parse(gunzipSync(packed).toString('utf8')))
    .map(([path, base64]) => ({ path, bytes: Buffer.from(base64, 'base64') }));
