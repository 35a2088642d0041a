/** What keeps a clip cannot have become less than the log last said. */
import { decodeEntry } from '../custody/entry.js';
import type { StationReader } from '../station-store.js';
import { asBody, textOf } from './compare-row.js';
import type { VerifyPart } from './part.js';

interface Row {
  readonly clip_id: string;
  readonly floor: string | null;
  readonly until: string;
  readonly bytes: Buffer | null;
}

export function keptPart(reader: StationReader): VerifyPart {
  const row = reader.db
    .prepare<[string | null], number>('SELECT EXISTS (SELECT 1 FROM retention WHERE clip_id = ?)')
    .pluck();
  const missing = new Set<string>();
  return {
    entries: [
      {
        kinds: ['retention.decided'],
        check: function* ({ clipId }) {
          if (row.get(clipId) === 1 || missing.has(clipId ?? '')) return;
          missing.add(clipId ?? '');
          yield {
            kind: 'row.missing',
            subject: clipId ?? '',
            detail: 'the custody log says how long it is kept; its row is gone',
          };
        },
      },
    ],
    rows: function* () {
      const rows = reader.db.prepare<[], Row>(
        `SELECT clip_id, floor, until, (SELECT bytes FROM custody_entries e
           WHERE e.clip_id = r.clip_id AND e.kind = 'retention.decided' ORDER BY seq DESC LIMIT 1) AS bytes FROM retention r`,
      );
      for (const { clip_id, floor, until, bytes } of rows.iterate()) {
        const told = bytes === null ? null : (asBody(decodeEntry(bytes)?.body)['settledUntil'] ?? null);
        const settled = told === null ? null : textOf(told);
        if (floor === settled && (floor === null || until >= floor)) continue;
        yield {
          kind: 'row.altered',
          subject: clip_id,
          detail: `it is kept until ${until}, settled ${floor ?? 'nothing'}; the custody log says ${settled ?? 'nothing'}`,
        };
      }
    },
  };
}
