/** The files of a station beside its database: one document in a backup, always sealed. */
import { z } from 'zod';
import type { Json } from '../../domain/canonical-json.js';

const ownFile = z.strictObject({
  /** Relative to the data directory; absolute where it lies outside. */
  path: z.string().min(1),
  mode: z.int().min(0).max(0o777),
  /** Base64. */
  data: z.base64(),
});
export type OwnFile = z.infer<typeof ownFile>;

const json = z.json() as z.ZodType<Json>;

const ownFiles = z.strictObject({
  files: z.array(ownFile),
  /** The rulebook in force, as it was worked out of all its files. */
  rulebook: json,
});
export type OwnFiles = z.infer<typeof ownFiles>;

export const writeOwnFiles = (files: OwnFiles): Buffer => Buffer.from(JSON.stringify(files), 'utf8');

/** @throws Error where it is another document */
export const readOwnFiles = (bytes: Uint8Array): OwnFiles =>
  ownFiles.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
