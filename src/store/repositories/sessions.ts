/** Who is signed in, and with what they prove who they are. Secrets are kept as hashes only. */
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';

export const SESSION_ENDINGS = ['signedOut', 'revoked', 'idle', 'expired', 'password', 'disabled'] as const;
export type SessionEnding = (typeof SESSION_ENDINGS)[number];

export interface SessionOnRecord {
  readonly id: string;
  readonly person: string;
  readonly address: string;
  readonly agent: string | null;
  readonly startedAt: Instant;
  /** To the minute. */
  readonly seenAt: Instant;
  /** When the password was last given. */
  readonly confirmedAt: Instant;
  /** When it became a screen that only shows the dock; null where somebody is at it. */
  readonly wallAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly endedWhy: SessionEnding | null;
}

export interface CodeOnRecord {
  readonly hash: Buffer;
  /** Null: whoever has it becomes the first administrator. */
  readonly person: string | null;
  readonly madeBy: string;
  readonly madeAt: Instant;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
}

const COLUMNS = `id, person_id AS person, address, agent, started_at AS startedAt, seen_at AS seenAt, confirmed_at AS confirmedAt, wall_at AS wallAt,
  ended_at AS endedAt, ended_why AS endedWhy`;

export class Sessions {
  readonly #start;
  readonly #byToken;
  readonly #get;
  readonly #open;
  readonly #seen;
  readonly #confirmed;
  readonly #wall;
  readonly #end;
  readonly #password;
  readonly #setPassword;
  readonly #addCode;
  readonly #code;
  readonly #useCode;
  readonly #dropCodes;

  constructor(db: Db) {
    this.#start = db.prepare(`
      INSERT INTO sessions (id, token, person_id, address, agent, started_at, seen_at, confirmed_at)
      VALUES (@id, @token, @person, @address, @agent, @at, @at, @at)`);
    this.#byToken = db.prepare<[Buffer], SessionOnRecord>(`SELECT ${COLUMNS} FROM sessions WHERE token = ?`);
    this.#get = db.prepare<[string], SessionOnRecord>(`SELECT ${COLUMNS} FROM sessions WHERE id = ?`);
    this.#open = db.prepare<[string | null, string | null], SessionOnRecord>(
      `SELECT ${COLUMNS} FROM sessions WHERE ended_at IS NULL AND (? IS NULL OR person_id = ?) ORDER BY started_at DESC, id`,
    );
    this.#seen = db.prepare('UPDATE sessions SET seen_at = ? WHERE id = ?');
    this.#confirmed = db.prepare('UPDATE sessions SET confirmed_at = ?, seen_at = ? WHERE id = ?');
    this.#wall = db.prepare('UPDATE sessions SET wall_at = ? WHERE id = ? AND wall_at IS NULL AND ended_at IS NULL');
    this.#end = db.prepare('UPDATE sessions SET ended_at = ?, ended_why = ? WHERE id = ? AND ended_at IS NULL');
    this.#password = db.prepare<[string], { hash: string }>('SELECT hash FROM passwords WHERE person_id = ?');
    this.#setPassword = db.prepare(`
      INSERT INTO passwords (person_id, hash, set_at) VALUES (@person, @hash, @at)
      ON CONFLICT (person_id) DO UPDATE SET hash = @hash, set_at = @at`);
    this.#addCode = db.prepare(`
      INSERT INTO one_time_codes (hash, person_id, made_by, made_at, expires_at) VALUES (@hash, @person, @madeBy, @madeAt, @expiresAt)`);
    this.#code = db.prepare<[Buffer], CodeOnRecord>(`
      SELECT hash, person_id AS person, made_by AS madeBy, made_at AS madeAt, expires_at AS expiresAt, used_at AS usedAt
      FROM one_time_codes WHERE hash = ?`);
    this.#useCode = db.prepare('UPDATE one_time_codes SET used_at = ? WHERE hash = ? AND used_at IS NULL');
    this.#dropCodes = db.prepare('UPDATE one_time_codes SET used_at = ? WHERE person_id IS ? AND used_at IS NULL');
  }

  start(session: {
    readonly id: string;
    readonly token: Buffer;
    readonly person: string;
    readonly address: string;
    readonly agent: string | null;
    readonly at: Instant;
  }): void {
    this.#start.run(session);
  }

  byToken(hash: Buffer): SessionOnRecord | undefined {
    return this.#byToken.get(hash);
  }

  get(id: string): SessionOnRecord | undefined {
    return this.#get.get(id);
  }

  /** Those not ended, of one person or of all, the newest first. */
  open(person: string | null): SessionOnRecord[] {
    return this.#open.all(person, person);
  }

  seen(id: string, at: Instant): void {
    this.#seen.run(at, id);
  }

  confirmed(id: string, at: Instant): void {
    this.#confirmed.run(at, at, id);
  }

  /** @returns whether it was open, and none already */
  becameWall(id: string, at: Instant): boolean {
    return this.#wall.run(at, id).changes > 0;
  }

  /** @returns whether it was still open */
  end(id: string, why: SessionEnding, at: Instant): boolean {
    return this.#end.run(at, why, id).changes > 0;
  }

  /** PHC string. */
  passwordOf(person: string): string | undefined {
    return this.#password.get(person)?.hash;
  }

  setPassword(person: string, hash: string, at: Instant): void {
    this.#setPassword.run({ person, hash, at });
  }

  addCode(code: Omit<CodeOnRecord, 'usedAt'>): void {
    this.#addCode.run(code);
  }

  code(hash: Buffer): CodeOnRecord | undefined {
    return this.#code.get(hash);
  }

  useCode(hash: Buffer, at: Instant): void {
    this.#useCode.run(at, hash);
  }

  /** Codes made before for the same person no longer open anything. */
  dropCodes(person: string | null, at: Instant): void {
    this.#dropCodes.run(at, person);
  }
}
