/** The manifest of a backup, `bwc.backup/1`: what it holds, and how far the log was; signed with the station's key. Nothing secret is in it. */
import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson, type Json } from '../../domain/canonical-json.js';
import { sealedKeySchema } from './recovery-key.js';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const size = z.int().nonnegative();

/** A file in pieces, in their order. */
const inPieces = z.strictObject({
  bytes: size,
  /** Of the whole, as it was before it was sealed. */
  sha256,
  pieces: z.array(sha256),
});
export type InPieces = z.infer<typeof inPieces>;

export const manifestSchema = z.strictObject({
  schema: z.literal('bwc.backup/1'),
  station: z.strictObject({ id: z.string(), origin: z.string(), publicKey: z.string() }),
  seq: z.int().positive(),
  at: z.string(),
  program: z.string(),
  /** `user_version` of the database. */
  databaseVersion: z.int().positive(),
  log: z.strictObject({
    size,
    /** Base64. */
    root: z.string(),
    /** The last checkpoint that was signed, over this log or its beginning. */
    checkpoint: z.union([z.string(), z.null()]),
  }),
  /** Rows of each table. */
  counts: z.record(z.string(), size),
  /** What the originals on the station take, for whoever needs to know how large a disk to buy. */
  originals: z.strictObject({ files: size, bytes: size }),
  key: sealedKeySchema,
  database: inPieces,
  /** Configuration, keys, passwords and what the configuration names: one JSON document, sealed like the rest. */
  files: inPieces,
});
export type BackupManifest = z.infer<typeof manifestSchema>;

const json = z.json() as z.ZodType<Json>;
const signedSchema = z.strictObject({ manifest: json, signature: z.string() });

const textOf = (manifest: Json): Buffer => Buffer.from(`bwc.backup/1\n${canonicalJson(manifest)}`, 'utf8');

export function signManifest(manifest: BackupManifest, key: KeyObject): Buffer {
  const signature = sign(null, textOf(manifest), key).toString('base64');
  return Buffer.from(canonicalJson({ manifest, signature }), 'utf8');
}

export type ReadManifest =
  | { readonly ok: true; readonly manifest: BackupManifest }
  | { readonly ok: false; readonly reason: string };

/** @param publicKey the key the station is known by */
export function readManifest(bytes: Uint8Array, publicKey: KeyObject): ReadManifest {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return { ok: false, reason: 'its manifest is no JSON' };
  }
  const outer = signedSchema.safeParse(value);
  const parsed = manifestSchema.safeParse(outer.data?.manifest);
  if (!outer.success || !parsed.success) return { ok: false, reason: 'its manifest is no bwc.backup/1' };
  const { manifest, signature } = outer.data;
  if (!verify(null, textOf(manifest), publicKey, Buffer.from(signature, 'base64')))
    return { ok: false, reason: 'its manifest is not signed by the station' };
  return createPublicKey(parsed.data.station.publicKey).equals(publicKey)
    ? { ok: true, manifest: parsed.data }
    : { ok: false, reason: 'its manifest names another key' };
}
