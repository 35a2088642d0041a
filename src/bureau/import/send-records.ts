/** Believed records into the database, together; what it answers of each, counted and named. */
import { recordKey } from '../../archive/document-keys.js';
import type { ObjectKey } from '../../archive/keys.js';
import { BwcError } from '../../domain/errors.js';
import { storable } from '../search/tokens.js';
import type { Importing } from './import-archive.js';
import type { BelievedRecord, Refusal } from './judge-record.js';
import type { SeenObject } from './objects-of.js';
import type { RecordKey } from './record-key.js';
import type { ClipRow } from './row.js';

export interface Payload {
  readonly believed: BelievedRecord;
  /** As `bureau.import_records` takes it. */
  readonly payload: string;
}

interface Outcome {
  readonly clip: string;
  readonly version: number;
  readonly outcome: string;
  readonly why: string | null;
}

/** One that the database itself cannot take is found by sending each alone: the others are no worse for it. */
export async function sendRecords(importing: Importing, station: string, rows: readonly Payload[]): Promise<void> {
  if (rows.length === 0) return;
  let outcomes: readonly Outcome[];
  try {
    outcomes = await importing.db.query<Outcome>(
      'SELECT out_clip AS clip, out_version AS version, outcome, why FROM bureau.import_records($1, $2)',
      [station, `[${rows.map(({ payload }) => payload).join(',')}]`],
    );
  } catch (error) {
    if (!isDataError(error)) throw error;
    const [only] = rows;
    if (rows.length === 1 && only !== undefined)
      return refuse(importing, station, keyOf(only.believed.key), { kind: 'malformed', detail: error.message });
    for (const row of rows) await sendRecords(importing, station, [row]);
    return;
  }
  for (const [i, { outcome, why, clip, version }] of outcomes.entries()) {
    if (outcome === 'new') {
      importing.tally.added('records');
      importing.tally.entries(rows[i]?.believed.entries.length ?? 0);
    } else if (outcome === 'known') importing.tally.known('records', 1);
    else
      importing.tally.refused('records', {
        station,
        subject: recordKey(station, clip, version),
        kind: outcome === 'missing' ? 'missing' : 'fork',
        detail: why ?? '',
      });
  }
}

/** Data exceptions, limits, and constraints of the tables (SQLSTATE classes 22, 54 and 23). */
const isDataError = (error: unknown): error is BwcError =>
  error instanceof BwcError &&
  error.code === 'bwc.bureau.failed' &&
  /^(?:22|23|54)/.test(String(error.details['state']));

export const keyOf = ({ station, clip, version }: RecordKey): ObjectKey => recordKey(station, clip, version);

/** What is missing today may be there tomorrow; everything else stays an alarm, whatever comes. */
export async function refuse(
  { db, tally }: Importing,
  station: string,
  subject: string,
  refusal: Refusal,
): Promise<void> {
  tally.refused('records', { station, subject, ...refusal });
  if (refusal.kind === 'missing') return;
  await db.query('SELECT bureau.raise_alarm($1, $2, $3, $4)', [station, refusal.kind, subject, refusal.detail]);
}

export function payloadOf(
  archive: string,
  { key, sha256, bytes, record, checkpoint, entries }: BelievedRecord,
  row: ClipRow,
  objects: readonly SeenObject[],
): string {
  return storable({
    clip: key.clip,
    version: key.version,
    sha256,
    bytes,
    previous: record.previous?.sha256 ?? null,
    logSize: checkpoint.size,
    logRoot: checkpoint.root.toString('hex'),
    archive,
    events: entries.map(({ seq, hash, prev, at, kind }) => ({ seq, hash: hash.toString('hex'), prev, at, kind })),
    row,
    objects: objects.map((object) => ({ ...object })),
  });
}
