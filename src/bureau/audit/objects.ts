/** Every content that a believed record tells of, against what the archives list: there at all, and of the right size. */
import type { Database } from '../database/database.js';
import type { Auditing } from './audit.js';
import { lyingIn } from './lying.js';
import { sideBySide } from './merge.js';

const PAGE = 5_000;

interface KnownObject {
  readonly key: string;
  readonly bytes: number;
  readonly station: string;
  readonly clip: string;
}

/** @returns how many were looked at, and how many lie there that no believed record tells of */
export async function auditObjects({
  db,
  archives,
  findings,
  onProgress,
}: Auditing): Promise<{ readonly known: number; readonly unknown: number }> {
  let known = 0;
  let unknown = 0;
  for await (const { left, right } of sideBySide(knownObjects(db), lyingIn(archives, 'originals/'))) {
    if (left === null) {
      unknown += 1;
      continue;
    }
    known += 1;
    if (known % PAGE === 0) onProgress(known);
    const detail =
      right === null
        ? 'no archive has it'
        : right.copies.every(({ bytes }) => bytes === left.bytes)
          ? null
          : `it has ${right.copies.map(({ bytes }) => bytes).join(' and ')} bytes, not ${String(left.bytes)}`;
    if (detail !== null)
      findings.add({ kind: 'object', station: left.station, subject: left.key, detail: `${detail} (${left.clip})` });
  }
  return { known, unknown };
}

/** Keys of contents stand in the order of their digests. */
async function* knownObjects(db: Database): AsyncGenerator<KnownObject> {
  for (let after = ''; ;) {
    const rows = await db.query<KnownObject & { sha256: string }>(
      `SELECT key, bytes, station, clip, encode(sha256, 'hex') AS sha256 FROM bureau.objects
       WHERE sha256 > decode($1, 'hex') ORDER BY sha256 LIMIT ${String(PAGE)}`,
      [after],
    );
    yield* rows;
    const end = rows.at(-1);
    if (rows.length < PAGE || end === undefined) return;
    after = end.sha256;
  }
}
