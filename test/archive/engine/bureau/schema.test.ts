/** Making the catalogue, again, at once, from the wrong side; and what a person is told when there is no database. */
import { describe, expect, inject, it } from 'vitest';
import { Database } from '../../../../src/bureau/database/database.js';
import { termsOf } from '../../../../src/bureau/search/filter.js';
import { gather } from '../../../../src/bureau/search/statements.js';
import { MIGRATIONS } from '../../../../src/bureau/schema/index.js';
import { migrate, mustBeCurrent } from '../../../../src/bureau/schema/migrate.js';
import { newDatabase } from '../../support/postgres.js';
import { connect, newCatalogue, ZONE } from './support.js';

const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error: unknown) => (error as { code: string }).code,
  );

describe('the schema', () => {
  it('is made once, whoever else makes it at the same time, and keeps its zone', async () => {
    const address = await newDatabase(inject('postgres'));
    const several = await Promise.all(Array.from({ length: 6 }, () => connect(address())));
    const made = await Promise.all(several.map((db) => migrate(db, ZONE)));
    expect(made.map(({ from }) => from).sort()).toEqual([0, ...Array.from({ length: 5 }, () => MIGRATIONS.length)]);
    const [db] = several;
    if (db === undefined) throw new Error('there is one');
    expect(await migrate(db, 'Europe/Berlin')).toMatchObject({
      from: MIGRATIONS.length,
      to: MIGRATIONS.length,
      zone: ZONE,
    });
  });

  it('is brought up to date step by step, or not at all', async () => {
    const { db } = await newCatalogue();
    const broken = [...MIGRATIONS, 'CREATE TABLE bureau.later (x integer); SELECT nonsense'];
    expect(await codeOf(migrate(db, ZONE, broken))).toBe('bwc.bureau.failed');
    expect(await codeOf(db.query('SELECT FROM bureau.later'))).toBe('bwc.bureau.schema');
    const later = [...MIGRATIONS, 'CREATE TABLE bureau.later (x integer)'];
    expect(await migrate(db, ZONE, later)).toMatchObject({ from: MIGRATIONS.length, to: MIGRATIONS.length + 1 });
    // What a later program made is not touched by this one.
    expect(await codeOf(migrate(db, ZONE))).toBe('bwc.bureau.newer');
    expect(await codeOf(mustBeCurrent(db))).toBe('bwc.bureau.newer');
  });

  it('of an older program gets its words by weeks', async () => {
    const db = await connect((await newDatabase(inject('postgres')))());
    await migrate(db, ZONE, MIGRATIONS.slice(0, 6));
    expect(await codeOf(mustBeCurrent(db))).toBe('bwc.bureau.schema');
    expect(await migrate(db, ZONE)).toMatchObject({ from: 6, to: MIGRATIONS.length });
    const { sql, values } = gather(termsOf({ text: '食品' }, ZONE), '-start', null, 50);
    expect(await db.query(sql, values)).toEqual([]);
  });

  it('is not there, or cannot hold Chinese, and both are said', async () => {
    const postgres = inject('postgres');
    const empty = await connect((await newDatabase(postgres))());
    expect(await codeOf(mustBeCurrent(empty))).toBe('bwc.bureau.schema');
    const latin = await connect((await newDatabase(postgres, 'LATIN1'))());
    expect(await codeOf(migrate(latin, ZONE))).toBe('bwc.bureau.encoding');
  });
});

describe('a database that cannot be had', () => {
  it.each([
    ['no address', 'bwc', 'bwc.bureau.database'],
    ['another protocol', 'mysql://u:geheim@h/d', 'bwc.bureau.database'],
    ['nobody listens', 'postgresql://u:geheim@127.0.0.1:1/d', 'bwc.bureau.unreachable'],
    ['no such host', 'postgresql://u:geheim@nowhere.invalid/d', 'bwc.bureau.unreachable'],
    ['no such socket', 'postgresql://u:geheim@localhost/d?host=/nowhere', 'bwc.bureau.unreachable'],
  ])('%s', async (_what, url, code) => {
    const error: unknown = await Database.open(url).then(
      () => null,
      (e: unknown) => e,
    );
    expect(error).toMatchObject({ code });
    expect(JSON.stringify(error) + String(error)).not.toContain('geheim');
  });

  it('no such database, no such user', async () => {
    const { url } = inject('postgres');
    expect(await codeOf(Database.open(url.replace('localhost/', 'localhost/nothing')))).toBe('bwc.bureau.database');
    expect(
      await codeOf(Database.open(url.replace('admin@', 'nobody_here@').replace('localhost/', 'localhost/postgres'))),
    ).toBe('bwc.bureau.credentials');
  });
});
