/** Sidecars and the originals that no clip speaks for, held against the custody log. */
import { decodeEntry, type CustodyEntry } from '../custody/entry.js';
import type { StationReader } from '../station-store.js';
import { compare, pathColumns, type Expected } from './compare-row.js';
import type { Finding } from './finding.js';
import type { VerifyPart } from './part.js';

export function sidecarsPart(reader: StationReader): VerifyPart {
  const row = reader.db
    .prepare<(string | null)[], number>(
      'SELECT EXISTS (SELECT 1 FROM sidecars WHERE clip_id = ? AND sha256 = ? AND source_path = ?)',
    )
    .pluck();
  return {
    entries: [
      {
        kinds: ['sidecar.stored'],
        check: function* (entry) {
          if (row.get(...keyOf(expectedOf(entry))) === 1) return;
          yield {
            kind: 'row.missing',
            subject: entry.clipId ?? `entry ${String(entry.seq)}`,
            detail: `entry ${String(entry.seq)} says that a sidecar was stored; its row is gone`,
          };
        },
      },
    ],
    rows: () => sidecarRows(reader),
  };
}

function* sidecarRows(reader: StationReader): Generator<Finding> {
  const rows = reader.db.prepare<[], Expected>(`
    SELECT s.clip_id, s.sha256, s.source_path, s.source_path_raw, s.kind, s.bytes, s.visit_id, s.stored_path, s.stored_at,
      o.bytes AS original_bytes, o.sm3, o.stored_path AS original_path, o.read_back
    FROM sidecars s LEFT JOIN originals o ON o.sha256 = s.sha256`);
  const told = reader.db.prepare<[string], { bytes: Buffer }>(
    "SELECT bytes FROM custody_entries WHERE clip_id = ? AND kind = 'sidecar.stored' ORDER BY seq",
  );
  for (const row of rows.iterate()) {
    const [subject, path] = [String(row['clip_id']), String(row['source_path'])];
    const key = keyOf(row).join(' ');
    // Seen again on a later visit: the row is of the first time.
    const first = told
      .all(subject)
      .map(({ bytes }) => decodeEntry(bytes))
      .find((entry) => entry !== undefined && keyOf(expectedOf(entry)).join(' ') === key);
    if (first !== undefined) yield* compare(row, subject, expectedOf(first));
    else yield { kind: 'row.unexpected', subject, detail: `no custody entry says that its sidecar ${path} was stored` };
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

/** The columns of the primary key; what an altered entry lacks is no key of any row. */
const keyOf = (row: Expected): [string | null, string | null, string | null] => [
  textOf(row['clip_id']),
  textOf(row['sha256']),
  textOf(row['source_path']),
];

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** An original belongs to a clip, to a sidecar, or was recovered after a crash, and the log says so. */
export function originalsPart(reader: StationReader): VerifyPart {
  const recovered = new Set<unknown>();
  return {
    entries: [
      {
        kinds: ['original.recovered'],
        check: ({ body }) => {
          recovered.add(body['sha256']);
          return [];
        },
      },
    ],
    rows: function* () {
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
    },
  };
}
