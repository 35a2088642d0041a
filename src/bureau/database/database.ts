/** One connection to the bureau's PostgreSQL. The only file that touches the driver. Every failure is a `bwc.bureau.*`. */
import { Client } from 'pg';
import { BwcError } from '../../domain/errors.js';
import { asBureauError } from './failure.js';

export type Row = Readonly<Record<string, unknown>>;

/** Numbers of PostgreSQL's types (pg_type): what becomes a number, a truth value or JSON here. All else stays its text. */
const NUMBERS: ReadonlySet<number> = new Set([20, 21, 23, 700, 701, 1700]);
const BOOLEAN = 16;
const JSONS: ReadonlySet<number> = new Set([114, 3802]);
const CONNECT_MS = 15_000;

export class Database {
  private constructor(
    private readonly client: Client,
    /** How it is called in messages: never a password. */
    readonly shown: string,
  ) {}

  /**
   * @param url `postgresql://user@host/database`; what it leaves out, as a password, comes from PGPASSWORD or ~/.pgpass
   * @throws BwcError `bwc.bureau.database` `bwc.bureau.unreachable` `bwc.bureau.credentials`
   */
  static async open(url: string): Promise<Database> {
    const shown = shownUrl(url);
    const client = new Client({
      connectionString: url,
      application_name: 'bwc bureau',
      connectionTimeoutMillis: CONNECT_MS,
      options: '-c timezone=UTC -c datestyle=ISO -c client_min_messages=warning',
      types: { getTypeParser: (oid: number) => parserOf(oid) },
    });
    // A connection that breaks while nobody asks anything: the next question says so.
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch (error) {
      throw asBureauError(error, shown);
    }
    return new Database(client, shown);
  }

  async query<T extends object = Row>(sql: string, values: readonly unknown[] = []): Promise<T[]> {
    try {
      return (await this.client.query<T>(sql, [...values])).rows;
    } catch (error) {
      throw asBureauError(error, this.shown);
    }
  }

  /** Several statements at once, without values. */
  async run(sql: string): Promise<void> {
    try {
      await this.client.query(sql);
    } catch (error) {
      throw asBureauError(error, this.shown);
    }
  }

  /** All of it or nothing. */
  async transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.run('BEGIN');
    try {
      const result = await work();
      await this.run('COMMIT');
      return result;
    } catch (error) {
      // Where the connection broke there is nothing left to take back.
      await this.run('ROLLBACK').catch(() => undefined);
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.client.end().catch(() => undefined);
  }
}

/** @throws BwcError `bwc.bureau.database`, which does not repeat what was given: there may be a password in it */
function shownUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || (url.protocol !== 'postgresql:' && url.protocol !== 'postgres:'))
    throw new BwcError('bwc.bureau.database', 'the address is no postgresql://USER@HOST/DATABASE');
  const host = url.host === '' ? (url.searchParams.get('host') ?? 'localhost') : url.host;
  return `${host}${url.pathname}`;
}

function parserOf(oid: number): (text: string) => unknown {
  if (NUMBERS.has(oid)) return Number;
  if (oid === BOOLEAN) return (text) => text === 't';
  if (JSONS.has(oid)) return (text) => JSON.parse(text) as unknown;
  return (text) => text;
}
