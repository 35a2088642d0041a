/** Records as they come back from an archive: one by itself, and all versions of a clip one after the other. Pure. */
import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../domain/canonical-json.js';
import { recordSchema, type ClipRecordDocument } from './schema.js';

export type ReadRecord =
  | { readonly ok: true; readonly record: ClipRecordDocument }
  | { readonly ok: false; readonly reason: string };

/** Only canonical bytes are a record: otherwise two files could say the same and have two digests. */
export function readRecord(bytes: Uint8Array): ReadRecord {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return { ok: false, reason: 'it is no JSON in UTF-8' };
  }
  const parsed = recordSchema.safeParse(value);
  if (!parsed.success) return { ok: false, reason: `it is no bwc.record/1: ${parsed.error.issues[0]?.message ?? ''}` };
  return isCanonical(value as Json, bytes)
    ? { ok: true, record: parsed.data }
    : { ok: false, reason: 'it is not written as canonical JSON' };
}

function isCanonical(value: Json, bytes: Uint8Array): boolean {
  try {
    return Buffer.from(canonicalJson(value), 'utf8').equals(bytes);
  } catch {
    return false;
  }
}

/** @param versions of one clip, the first one first @returns what does not hold, in plain words; empty where all does */
export function checkRecordChain(versions: readonly Uint8Array[]): string[] {
  const problems: string[] = [];
  let before: { readonly bytes: Uint8Array; readonly record: ClipRecordDocument } | null = null;
  for (const [i, bytes] of versions.entries()) {
    const read = readRecord(bytes);
    const name = `version ${String(i + 1)}`;
    if (!read.ok) return [...problems, `${name}: ${read.reason}`];
    const { record } = read;
    const { version, previous, content } = record;
    if (version !== i + 1) problems.push(`${name}: it says it is version ${String(version)}`);
    if (before !== null && content.clip.id !== before.record.content.clip.id)
      problems.push(`${name}: it is about another clip`);
    const digest = before && createHash('sha256').update(before.bytes).digest('hex');
    if ((previous?.sha256 ?? null) !== digest || (previous?.version ?? 0) !== i)
      problems.push(`${name}: it does not follow from the version before it`);
    before = { bytes, record };
  }
  return problems;
}
