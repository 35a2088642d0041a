/** Holds every row against the custody entry that made it: a row changed behind the log's back is named. */
import { canonicalJson, type Json } from '../../domain/canonical-json.js';
import { decodeEntry } from '../custody/entry.js';
import type { StationReader } from '../station-store.js';
import type { Finding } from './finding.js';

interface ClipRow {
  id: string;
  [column: string]: unknown;
}

type Body = { readonly [key: string]: Json };

const PAGE = 500;

export function* verifyRows(reader: StationReader): Generator<Finding, number> {
  const clips = yield* verifyClips(reader);
  yield* verifyEntriesHaveRows(reader);
  yield* verifySidecars(reader);
  yield* verifyOriginals(reader);
  return clips;
}

function* verifyClips(reader: StationReader): Generator<Finding, number> {
  const page = reader.db.prepare<[string], ClipRow>(`
    SELECT c.*, o.sm3, o.bytes AS original_bytes, o.stored_path AS original_path, o.read_back
    FROM clips c LEFT JOIN originals o ON o.sha256 = c.sha256 WHERE c.id > ? ORDER BY c.id LIMIT ${String(PAGE)}`);
  const lastOf = reader.db.prepare<[string, string], { bytes: Buffer }>(
    'SELECT bytes FROM custody_entries WHERE clip_id = ? AND kind = ? ORDER BY seq DESC LIMIT 1',
  );
  const bodyOf = (id: string, kind: string): Body | undefined => {
    const row = lastOf.get(id, kind);
    return row === undefined ? undefined : decodeEntry(row.bytes)?.body;
  };
  let count = 0;
  for (let rows = page.all(''); rows.length > 0; rows = page.all(rows.at(-1)?.id ?? '')) {
    for (const row of rows) {
      count += 1;
      const stored = bodyOf(row.id, 'clip.stored');
      if (stored === undefined) {
        yield { kind: 'row.unexpected', subject: row.id, detail: 'no custody entry says that this clip was stored' };
        continue;
      }
      yield* compare(row, row.id, { ...expectedOfStored(stored), ...expectedOfDescribed(bodyOf(row.id, 'clip.described')) });
      yield* compare(row, row.id, expectedOfGrouped(bodyOf(row.id, 'clip.grouped')));
    }
  }
  return count;
}

/** Column → value, as the entry has it. */
type Expected = Readonly<Record<string, unknown>>;

function expectedOfStored(body: Body): Expected {
  const path = body['path'];
  const raw = typeof path === 'object' && path !== null && 'base64' in path ? path : null;
  return {
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
    source_path: raw === null ? path : raw['text'],
    source_path_raw: raw === null ? null : raw['base64'],
    source_stamp: body['stamp'],
    source_modified: body['modified'],
    stored_path: body['storedPath'],
    source_type: body['sourceType'],
    read_back: body['readBack'],
    note: body['note'],
  };
}

function expectedOfDescribed(body: Body | undefined): Expected {
  if (body === undefined) return { media_state: 'pending', media: null, times: null, start_at: null, end_at: null };
  const times = body['times'] as { camera: Body; corrected: Body };
  return {
    media_state: body['state'],
    media_reason: body['reason'],
    media: body['media'],
    times: body['times'],
    start_raw: times.camera['start'],
    end_raw: times.camera['end'],
    start_at: times.corrected['start'],
    end_at: times.corrected['end'],
  };
}

const expectedOfGrouped = (body: Body | undefined): Expected => ({
  recording_id: body?.['recordingId'] ?? null,
  gap_before_ms: body?.['gapBeforeMs'] ?? null,
});

const JSON_COLUMNS = new Set(['media', 'times']);

function* compare(row: ClipRow, subject: string, expected: Expected): Generator<Finding> {
  for (const [column, want] of Object.entries(expected)) {
    const have = row[column] ?? null;
    const same = JSON_COLUMNS.has(column) ? sameJson(have, want) : have === (want ?? null);
    if (!same) {
      yield { kind: 'row.altered', subject, detail: `${column} is ${shown(have)}; the custody log says ${shown(want)}` };
    }
  }
}

function sameJson(have: unknown, want: unknown): boolean {
  if (have === null || want === null || want === undefined) return have === (want ?? null);
  try {
    return typeof have === 'string' && canonicalJson(JSON.parse(have) as Json) === canonicalJson(want as Json);
  } catch {
    return false;
  }
}

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
};

function* verifyEntriesHaveRows(reader: StationReader): Generator<Finding> {
  const lost = reader.db.prepare<[], { seq: number; clip_id: string }>(`
    SELECT e.seq, e.clip_id FROM custody_entries e
    WHERE e.kind = 'clip.stored' AND NOT EXISTS (SELECT 1 FROM clips c WHERE c.id = e.clip_id) ORDER BY e.seq`);
  for (const { seq, clip_id } of lost.iterate()) {
    yield { kind: 'row.missing', subject: clip_id, detail: `entry ${String(seq)} says that this clip was stored; its row is gone` };
  }
}

function* verifySidecars(reader: StationReader): Generator<Finding> {
  const rows = new Set<string>();
  const key = (clip: string, sha256: unknown, path: unknown, stored: unknown): string => JSON.stringify([clip, sha256, path, stored]);
  const select = reader.db.prepare<[], { clip_id: string; sha256: string; source_path: string; stored_path: string }>(
    'SELECT clip_id, sha256, source_path, stored_path FROM sidecars',
  );
  for (const r of select.iterate()) rows.add(key(r.clip_id, r.sha256, r.source_path, r.stored_path));
  const entries = reader.db.prepare<[], { seq: number; clip_id: string; bytes: Buffer }>(
    "SELECT seq, clip_id, bytes FROM custody_entries WHERE kind = 'sidecar.stored'",
  );
  const recorded = new Set<string>();
  for (const e of entries.iterate()) {
    const body = decodeEntry(e.bytes)?.body;
    const path = body?.['path'];
    const text = typeof path === 'object' && path !== null && 'text' in path ? path['text'] : path;
    const k = key(e.clip_id, body?.['sha256'], text, body?.['storedPath']);
    recorded.add(k);
    if (!rows.has(k)) yield { kind: 'row.missing', subject: e.clip_id, detail: `entry ${String(e.seq)} says that a sidecar was stored; no row agrees` };
  }
  for (const k of rows) {
    if (!recorded.has(k)) yield { kind: 'row.unexpected', subject: k, detail: 'no custody entry says that this sidecar was stored' };
  }
}

/** An original belongs to a clip, to a sidecar, or was recovered after a crash. */
function* verifyOriginals(reader: StationReader): Generator<Finding> {
  const alone = reader.db.prepare<[], { sha256: string; stored_path: string }>(`
    SELECT sha256, stored_path FROM originals o WHERE recovered = 0
    AND NOT EXISTS (SELECT 1 FROM clips WHERE sha256 = o.sha256) AND NOT EXISTS (SELECT 1 FROM sidecars WHERE sha256 = o.sha256)`);
  for (const { sha256, stored_path } of alone.iterate()) {
    yield { kind: 'row.unexpected', subject: stored_path, detail: `the original ${sha256} belongs to no clip and no sidecar` };
  }
}
