/** The records that were believed: whether the archives still have them, and whether they follow one another. */
import { createHash } from 'node:crypto';
import { recordKey } from '../../archive/document-keys.js';
import type { Database } from '../database/database.js';
import { readWhole } from '../import/opened-archive.js';
import type { Auditing } from './audit.js';
import { lyingIn, type Copy } from './lying.js';
import { sideBySide } from './merge.js';

const PAGE = 5_000;

interface KnownRecord {
  readonly key: string;
  readonly sha256: string;
  readonly bytes: number;
}

/** @returns how many were looked at, and how many lie there that the catalogue does not have */
export async function auditRecords(
  { db, archives, findings, read, onProgress }: Auditing,
  station: string,
): Promise<{ readonly known: number; readonly unknown: number }> {
  let known = 0;
  let unknown = 0;
  const there = lyingIn(archives, `records/${station}/`);
  for await (const { left, right } of sideBySide(knownRecords(db, station), there)) {
    if (left === null) {
      unknown += 1;
      continue;
    }
    known += 1;
    if (known % PAGE === 0) onProgress(known);
    const find = (detail: string): void => {
      findings.add({ kind: 'record', station, subject: left.key, detail });
    };
    if (right === null) find('it was imported and no archive has it any more');
    for (const one of right?.copies ?? []) {
      const wrong = await differs(one, left, read);
      if (wrong !== null) find(`${one.archive.shown}: ${wrong}`);
    }
  }
  return { known, unknown };
}

/** @returns null where it is what was imported, as far as it was looked at */
async function differs({ key, bytes, archive }: Copy, known: KnownRecord, read: boolean): Promise<string | null> {
  if (bytes !== known.bytes) return `it has ${String(bytes)} bytes, not ${String(known.bytes)}`;
  if (!read) return null;
  const sha256 = createHash('sha256')
    .update(await readWhole(archive.target, key))
    .digest('hex');
  return sha256 === known.sha256 ? null : `its SHA-256 is ${sha256}, not ${known.sha256}`;
}

/** In the order of their keys. Names that are compared as bytes. */
async function* knownRecords(db: Database, station: string): AsyncGenerator<KnownRecord> {
  for (let after = ['', 0] as readonly [string, number]; ;) {
    const rows = await db.query<{ clip: string; version: number; sha256: string; bytes: number }>(
      `SELECT clip, version, encode(sha256, 'hex') AS sha256, bytes FROM bureau.record_versions
       WHERE station = $1 AND (clip, version) > ($2, $3::integer) ORDER BY clip, version LIMIT ${String(PAGE)}`,
      [station, ...after],
    );
    for (const { clip, version, sha256, bytes } of rows)
      yield { key: recordKey(station, clip, version), sha256, bytes };
    const end = rows.at(-1);
    if (rows.length < PAGE || end === undefined) return;
    after = [end.clip, end.version];
  }
}

/** By the catalogue alone: each version names the digest of the one before. */
export async function auditChains({ db, findings }: Auditing): Promise<void> {
  const broken = await db.query<{ station: string; clip: string; version: number }>(
    `SELECT r.station, r.clip, r.version FROM bureau.record_versions r
     LEFT JOIN bureau.record_versions b ON (b.station, b.clip, b.version) = (r.station, r.clip, r.version - 1)
     WHERE r.version > 1 AND b.sha256 IS DISTINCT FROM r.previous`,
  );
  for (const { station, clip, version } of broken)
    findings.add({
      kind: 'chain',
      station,
      subject: recordKey(station, clip, version),
      detail: 'it does not follow from the version before it',
    });
}
