/**
 * What was cleared from the disk, held against the custody log. An original may be absent only where the log says that it was
 * cleared to an archive, and it should be absent then.
 */
import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { decodeEntry } from '../custody/entry.js';
import type { ClearedOriginal } from '../repositories/cleared.js';
import type { Original } from '../repositories/originals.js';
import type { StationReader } from '../station-store.js';
import type { Finding } from './finding.js';
import type { VerifyPart } from './part.js';
import { tablesPart, type RecordTable } from './verify-records.js';

/** Reads a clip's original back in full at every archive that has it. @param subject of what it finds */
export type ArchiveCheck = (clipId: string, subject: string) => Promise<Finding | null>;

const TABLES: readonly RecordTable[] = [
  {
    table: 'cleared_originals',
    kind: 'clip.cleared',
    entry: 'entry',
    ordered: true,
    expected: ({ body, clipId }) => ({
      clip_id: clipId,
      sha256: body['sha256'],
      stored_path: body['storedPath'],
      bytes: body['bytes'],
      target: body['target'],
      archive_id: body['archiveId'],
      object_key: body['key'],
      object_version: body['objectVersion'],
      why: body['why'],
      by: body['by'],
      cleared_at: body['at'],
    }),
  },
  {
    table: 'cleared_originals',
    kind: 'clip.local_again',
    entry: 'returned_entry',
    only: 't.returned_at IS NOT NULL',
    expected: ({ body, clipId }) => ({
      clip_id: clipId,
      sha256: body['sha256'],
      entry: body['cleared'],
      returned_how: body['how'],
      returned_at: body['at'],
    }),
  },
];

export const clearedPart = (reader: StationReader): VerifyPart => tablesPart(reader, TABLES);

/** The row of an original that lies at an archive, if the log says so of this very file: only then may it be absent. */
export function certifiedCleared(reader: StationReader, sha256: string): ClearedOriginal | undefined {
  const row = reader.cleared.get(sha256);
  const stored = row === undefined ? undefined : reader.custody.get(row.entry);
  const entry = stored === undefined ? undefined : decodeEntry(stored.bytes);
  if (row === undefined || entry?.kind !== 'clip.cleared' || entry.clipId !== row.clipId) return undefined;
  return entry.body['sha256'] === sha256 && entry.body['storedPath'] === row.storedPath ? row : undefined;
}

/** Of an original that lies here, where an archive was found to have something else: that may have been mended. */
export async function verifySuspect(
  reader: StationReader,
  { sha256, storedPath }: Original,
  atArchive: ArchiveCheck,
): Promise<Finding | null> {
  const clipId = reader.clips.idOfContent(sha256);
  if (clipId === undefined) return null;
  const suspect = reader.findings.openOf(clipId).some(({ kind }) => kind.startsWith('archive.'));
  return suspect ? atArchive(clipId, storedPath) : null;
}

/** @param atArchive left out where it is not looked at there */
export async function verifyCleared(
  root: string,
  row: ClearedOriginal,
  atArchive?: ArchiveCheck,
): Promise<Finding | null> {
  const isThere = lstatSync(join(root, row.storedPath), { throwIfNoEntry: false }) !== undefined;
  if (isThere && row.removedAt !== null)
    return {
      kind: 'original.cleared',
      subject: row.storedPath,
      detail: `it was cleared to ${row.target} at ${row.at} and is there`,
    };
  return atArchive === undefined ? null : atArchive(row.clipId, row.storedPath);
}
