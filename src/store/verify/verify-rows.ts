/** Holds every row against the custody entry that made it: a row changed behind the log's back is named. */
import { decodeEntry, type CustodyEntry } from '../custody/entry.js';
import type { StationReader } from '../station-store.js';
import { asBody, compare, pathColumns, type Body, type Expected } from './compare-row.js';
import type { Finding } from './finding.js';
import type { EntryCheck } from './part.js';

interface ClipRow {
  id: string;
  [column: string]: unknown;
}

const PAGE = 500;

/** @returns how many there are */
export function* verifyClips(reader: StationReader): Generator<Finding, number> {
  const page = reader.db.prepare<[string], ClipRow>(`
    SELECT c.*, o.sm3, o.bytes AS original_bytes, o.stored_path AS original_path, o.read_back
    FROM clips c LEFT JOIN originals o ON o.sha256 = c.sha256 WHERE c.id > ? ORDER BY c.id LIMIT ${String(PAGE)}`);
  const told = reader.db.prepare<[string], { kind: string; bytes: Buffer }>(
    `SELECT kind, bytes FROM custody_entries
     WHERE clip_id = ? AND kind IN ('clip.stored', 'clip.described', 'clip.grouped') ORDER BY seq`,
  );
  let count = 0;
  for (let rows = page.all(''); rows.length > 0; rows = page.all(rows.at(-1)?.id ?? '')) {
    for (const row of rows) {
      count += 1;
      const last = new Map(told.all(row.id).map(({ kind, bytes }) => [kind, bytes]));
      const entryOf = (kind: string): CustodyEntry | undefined => {
        const bytes = last.get(kind);
        return bytes === undefined ? undefined : decodeEntry(bytes);
      };
      const stored = entryOf('clip.stored');
      if (stored === undefined) {
        yield { kind: 'row.unexpected', subject: row.id, detail: 'no custody entry says that this clip was stored' };
        continue;
      }
      yield* compare(row, row.id, {
        ...expectedOfStored(stored),
        ...expectedOfDescribed(row, entryOf('clip.described')?.body),
        ...expectedOfGrouped(entryOf('clip.grouped')?.body),
      });
    }
  }
  return count;
}

function expectedOfStored({ body, visitId }: CustodyEntry): Expected {
  return {
    visit_id: visitId,
    sha256: body['sha256'],
    sm3: body['sm3'],
    bytes: body['bytes'],
    original_bytes: body['bytes'],
    original_path: body['storedPath'],
    kind: body['kind'],
    state: body['state'],
    camera_id: body['cameraId'],
    camera_serial: body['serial'],
    officer_no: body['officerNo'],
    ...pathColumns(body['path']),
    source_stamp: body['stamp'],
    source_modified: body['modified'],
    stored_path: body['storedPath'],
    source_type: body['sourceType'],
    read_back: body['readBack'],
    note: body['note'],
    stored_at: body['storedAt'],
    important: Number(body['important']),
    encrypted: Number(body['encrypted']),
    locked: typeof body['locked'] === 'boolean' ? Number(body['locked']) : null,
    name_start: body['nameStart'],
  };
}

function expectedOfDescribed(row: ClipRow, body: Body | undefined): Expected {
  if (body === undefined) {
    const unknown = ['media_reason', 'media', 'times', 'start_raw', 'end_raw', 'start_at', 'end_at', 'duration_ms'];
    return {
      ...Object.fromEntries(unknown.map((column) => [column, null])),
      media_state: 'pending',
      sort_at: row['stored_at'],
    };
  }
  const times = asBody(body['times']);
  const [camera, corrected, station] = [asBody(times['camera']), asBody(times['corrected']), asBody(times['station'])];
  return {
    media_state: body['state'],
    media_reason: body['reason'],
    media: body['media'],
    duration_ms: asBody(body['media'])['durationMs'],
    times: body['times'],
    start_raw: camera['start'],
    end_raw: camera['end'],
    start_at: corrected['start'],
    end_at: corrected['end'],
    stored_at: station['storedAt'],
    sort_at: corrected['start'] ?? station['storedAt'],
  };
}

const expectedOfGrouped = (body: Body | undefined): Expected => ({
  recording_id: body?.['recordingId'],
  gap_before_ms: body?.['gapBeforeMs'],
});

/** What was stored has its row. */
export function clipStored(reader: StationReader): EntryCheck {
  const row = reader.db.prepare<[string], number>('SELECT EXISTS (SELECT 1 FROM clips WHERE id = ?)').pluck();
  return {
    kinds: ['clip.stored'],
    check: function* ({ seq, clipId }) {
      if (clipId !== null && row.get(clipId) === 1) return;
      yield {
        kind: 'row.missing',
        subject: clipId ?? `entry ${String(seq)}`,
        detail: `entry ${String(seq)} says that this clip was stored; its row is gone`,
      };
    },
  };
}
