/** A hold that vanished, or whose release nobody consented to, would let footage go. */
import type { CustodyEntry } from '../custody/entry.js';
import type { StationReader } from '../station-store.js';
import { compare, textOf, type Expected } from './compare-row.js';
import type { Finding } from './finding.js';
import type { VerifyPart } from './part.js';

const SAID = `subject_kind || ':' || subject_id AS subject, reason, placed_by AS "by"`;

/** Whom a hold reached is looked up as the log goes by; the holds themselves are few. */
export function holdsPart(reader: StationReader): VerifyPart {
  const [placed, released] = [new Set<string>(), new Set<string>()];
  const row = reader.db.prepare<[string], Expected>(`SELECT ${SAID} FROM holds WHERE id = ?`);
  const reached = reader.db
    .prepare<[string, string], number>('SELECT EXISTS (SELECT 1 FROM hold_clips WHERE hold_id = ? AND clip_id = ?)')
    .pluck();
  function* reaches({ body, clipId }: CustodyEntry): Generator<Finding> {
    const hold = textOf(body['hold']);
    if (clipId === null || reached.get(hold, clipId) === 1) return;
    const detail = 'the custody log says that this hold reached this clip';
    yield { kind: 'row.missing', subject: `${hold} ${clipId}`, detail };
  }
  return {
    entries: [
      {
        kinds: ['hold.placed'],
        check: function* (entry) {
          const { body } = entry;
          const id = textOf(body['hold']);
          placed.add(id);
          const found = row.get(id);
          if (found !== undefined)
            yield* compare(found, id, { subject: body['subject'], reason: body['reason'], by: body['by'] });
          else
            yield {
              kind: 'row.missing',
              subject: id,
              detail: 'the custody log says that this hold was placed; its row is gone',
            };
          yield* reaches(entry);
        },
      },
      { kinds: ['hold.reached'], check: reaches },
      {
        kinds: ['hold.released'],
        check: ({ body }) => {
          released.add(textOf(body['hold']));
          return [];
        },
      },
    ],
    rows: function* () {
      const rows = reader.db.prepare<[], { id: string; released: number }>(
        `SELECT id, EXISTS (SELECT 1 FROM hold_steps s WHERE s.hold_id = h.id AND s.step = 'released') AS released FROM holds h`,
      );
      for (const { id, released: isReleased } of rows.iterate()) {
        if (!placed.has(id))
          yield { kind: 'row.unexpected', subject: id, detail: 'no custody entry says that this hold was placed' };
        if ((isReleased === 1) !== released.has(id))
          yield { kind: 'row.altered', subject: id, detail: 'its release is not what the custody log says' };
      }
    },
  };
}
