/** Sidecars and the originals that no clip speaks for, held against the custody log. */
import { decodeEntry, type CustodyEntry } from '../custody/entry.js';
import type { StationReader } from '../station-store.js';
import { compare, pathColumns, type Expected } from './compare-row.js';
import type { Finding } from './finding.js';

interface EntryRow {
  readonly seq: number;
  readonly bytes: Buffer;
}

export function* verifySidecars(reader: StationReader): Generator<Finding> {
  const unclaimed = new Map<string, Expected>();
  const claimed = new Set<string>();
  const rows = reader.db.prepare<[], Expected>(`
    SELECT s.clip_id, s.sha256, s.source_path, s.source_path_raw, s.kind, s.bytes, s.visit_id, s.stored_path, s.stored_at,
      o.bytes AS original_bytes, o.sm3, o.stored_path AS original_path, o.read_back
    FROM sidecars s LEFT JOIN originals o ON o.sha256 = s.sha256`);
  for (const row of rows.iterate()) unclaimed.set(keyOf(row), row);
  for (const { seq, entry } of entriesOf(reader, 'sidecar.stored')) {
    const expected = expectedOf(entry);
    const key = keyOf(expected);
    // Seen again on a later visit: the row is of the first time.
    if (claimed.has(key)) continue;
    const row = unclaimed.get(key);
    const subject = entry.clipId ?? `entry ${String(seq)}`;
    if (row === undefined) {
      yield {
        kind: 'row.missing',
        subject,
        detail: `entry ${String(seq)} says that a sidecar was stored; its row is gone`,
      };
    } else {
      unclaimed.delete(key);
      claimed.add(key);
      yield* compare(row, subject, expected);
    }
  }
  for (const row of unclaimed.values()) {
    const [subject, path] = [String(row['clip_id']), String(row['source_path'])];
    yield { kind: 'row.unexpected', subject, detail: `no custody entry says that its sidecar ${path} was stored` };
  }
}

function expectedOf({ clipId, visitId, body }: CustodyEntry): Expected {
  return {
    clip_id: clipId,
    sha256: body['sha256'],
    ...pathColumns(body['path']),
    kind: body['kind'],
    bytes: body['bytes'],
    visit_id: visitId,
    stored_path: body['storedPath'],
    stored_at: body['storedAt'],
    original_bytes: body['bytes'],
    sm3: body['sm3'],
    original_path: body['storedPath'],
    read_back: body['readBack'],
  };
}

/** The columns of the primary key. */
const keyOf = (row: Expected): string => JSON.stringify([row['clip_id'], row['sha256'], row['source_path']]);

/** An original belongs to a clip, to a sidecar, or was recovered after a crash, and the log says so. */
export function* verifyUnclaimedOriginals(reader: StationReader): Generator<Finding> {
  const recovered = new Set<unknown>();
  for (const { entry } of entriesOf(reader, 'original.recovered')) recovered.add(entry.body['sha256']);
  const alone = reader.db.prepare<[], { sha256: string; stored_path: string }>(`
    SELECT sha256, stored_path FROM originals o WHERE NOT EXISTS (SELECT 1 FROM clips WHERE sha256 = o.sha256)
    AND NOT EXISTS (SELECT 1 FROM sidecars WHERE sha256 = o.sha256)`);
  for (const { sha256, stored_path } of alone.iterate()) {
    if (recovered.has(sha256)) continue;
    yield {
      kind: 'row.unexpected',
      subject: stored_path,
      detail: `the original ${sha256} belongs to no clip and no sidecar`,
    };
  }
}

function* entriesOf(reader: StationReader, kind: string): Generator<{ seq: number; entry: CustodyEntry }> {
  const select = reader.db.prepare<[string], EntryRow>(
    'SELECT seq, bytes FROM custody_entries WHERE kind = ? ORDER BY seq',
  );
  for (const { seq, bytes } of select.iterate(kind)) {
    const entry = decodeEntry(bytes);
    if (entry !== undefined) yield { seq, entry };
  }
}
