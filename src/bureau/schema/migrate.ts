/** Makes the catalogue, or brings it up to date: in one transaction, one at a time, and never from a newer program's schema. */
import { BwcError } from '../../domain/errors.js';
import type { Database } from '../database/database.js';
import { MIGRATIONS } from './index.js';
import { makeRole, RIGHTS, ROLES } from './rights.js';

/** Of the advisory lock that whoever migrates holds: `bwc` and 1, as numbers. */
const LOCK = '(6452067, 1)';

export interface Migrated {
  /** Steps before and after; equal where there was nothing to do. 0: there was no catalogue. */
  readonly from: number;
  readonly to: number;
  readonly roles: readonly string[];
  readonly zone: string;
}

/**
 * @param zone in which days are told; only asked for when the catalogue is made
 * @throws BwcError `bwc.bureau.newer` `bwc.bureau.encoding` `bwc.bureau.forbidden`
 */
export async function migrate(db: Database, zone: string, steps: readonly string[] = MIGRATIONS): Promise<Migrated> {
  await mustHoldChinese(db);
  return db.transaction(async () => {
    await db.run(`SELECT pg_advisory_xact_lock${LOCK}`);
    await db.run(`CREATE SCHEMA IF NOT EXISTS bureau;
      CREATE TABLE IF NOT EXISTS bureau.schema_versions (version integer PRIMARY KEY, made_at timestamptz NOT NULL DEFAULT now())`);
    const from = await schemaVersion(db);
    if (from > steps.length) throw newer(db, from, steps.length);
    for (const [i, step] of steps.entries()) {
      if (i < from) continue;
      await db.run(step);
      await db.query('INSERT INTO bureau.schema_versions (version) VALUES ($1)', [i + 1]);
    }
    const roles = Object.values(ROLES);
    for (const role of roles) await db.run(makeRole(role));
    await db.run(RIGHTS);
    await db.query('INSERT INTO bureau.settings (zone) VALUES ($1) ON CONFLICT DO NOTHING', [zone]);
    return { from, to: steps.length, roles, zone: await zoneOf(db) };
  });
}

/** @throws BwcError `bwc.bureau.schema` where it is not there or older, `bwc.bureau.newer` */
export async function mustBeCurrent(db: Database): Promise<void> {
  const version = await schemaVersion(db);
  if (version > MIGRATIONS.length) throw newer(db, version, MIGRATIONS.length);
  if (version < MIGRATIONS.length)
    throw new BwcError(
      'bwc.bureau.schema',
      `${db.shown}: its schema has ${String(version)} steps of ${String(MIGRATIONS.length)}`,
      { database: db.shown, version },
    );
}

/** In which the bureau tells its days. */
export async function zoneOf(db: Database): Promise<string> {
  const [row] = await db.query<{ zone: string }>('SELECT zone FROM bureau.settings');
  if (row === undefined) throw new BwcError('bwc.bureau.schema', `${db.shown}: it has no settings`, {});
  return row.zone;
}

async function schemaVersion(db: Database): Promise<number> {
  const [row] = await db.query<{ version: number }>(
    'SELECT coalesce(max(version), 0) AS version FROM bureau.schema_versions',
  );
  return row?.version ?? 0;
}

const newer = (db: Database, version: number, known: number): BwcError =>
  new BwcError(
    'bwc.bureau.newer',
    `${db.shown}: its schema has ${String(version)} steps, this program knows ${String(known)}`,
    { database: db.shown, version },
  );

async function mustHoldChinese(db: Database): Promise<void> {
  const [row] = await db.query<{ server_encoding: string }>('SHOW server_encoding');
  if (row?.server_encoding !== 'UTF8')
    throw new BwcError('bwc.bureau.encoding', `${db.shown}: its encoding is ${row?.server_encoding ?? 'unknown'}`, {
      database: db.shown,
    });
}
