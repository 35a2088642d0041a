/**
 * Signs checkpoints and remembers, outside the database, the largest it signed. A database that is smaller than that,
 * or whose tree differs there, was truncated, rewritten or restored from an older copy: the station does not start on it.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { errnoOf } from '../../domain/errors.js';
import { toInstant, type Clock } from '../../domain/time.js';
import type { Db } from '../database.js';
import { replaceFileDurable } from '../durable.js';
import { StoreError } from '../errors.js';
import type { DataPaths } from '../paths.js';
import { openCheckpoint, signCheckpoint } from './checkpoint.js';
import type { StationKey } from './key.js';
import type { CustodyLog } from './log.js';
import { rootOf } from './merkle.js';

const lastSignedSchema = z.object({ size: z.number().int().nonnegative(), note: z.string() });
export type LastSigned = z.infer<typeof lastSignedSchema>;

export class CheckpointSigner {
  readonly #insert;
  #size: number;
  #turn: Promise<void> = Promise.resolve();

  private constructor(
    db: Db,
    private readonly log: CustodyLog,
    private readonly paths: DataPaths,
    private readonly origin: string,
    private readonly key: StationKey,
    private readonly clock: Clock,
    signed: number,
  ) {
    this.#insert = db.prepare('INSERT OR IGNORE INTO checkpoints (size, at, note) VALUES (?, ?, ?)');
    this.#size = signed;
  }

  /** @throws StoreError `bwc.custody.regression`, `bwc.custody.key_mismatch` */
  static open(
    db: Db,
    log: CustodyLog,
    paths: DataPaths,
    origin: string,
    key: StationKey,
    clock: Clock,
  ): CheckpointSigner {
    const last = readLastSigned(paths);
    assertNothingLarger(db, last, paths);
    if (last !== undefined) assertNoRegression(last, log, origin, key, paths);
    return new CheckpointSigner(db, log, paths, origin, key, clock, last?.size ?? 0);
  }

  /**
   * Signs the log as it stands, unless nothing was added since the last time. Calls are served one after another.
   * @param size enough where so many entries are covered already: of several who wait, the first signs for all
   */
  sign(size = Infinity): Promise<void> {
    const turn = this.#turn.then(() => (size <= this.#size ? undefined : this.#sign()));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #sign(): Promise<void> {
    const head = this.log.head();
    if (head.size <= this.#size) return;
    const note = signCheckpoint({ origin: this.origin, ...head }, this.key.privateKey);
    // The file first: entries up to this size are already durable, and a size once signed must never be forgotten.
    await replaceFileDurable(
      this.paths.lastSigned,
      `${JSON.stringify({ size: head.size, note } satisfies LastSigned)}\n`,
      0o640,
    );
    this.#insert.run(head.size, toInstant(this.clock.now()), note);
    this.#size = head.size;
  }
}

/** @returns undefined for a station that has not signed yet. */
export function readLastSigned(paths: DataPaths): LastSigned | undefined {
  let text: string;
  try {
    text = readFileSync(paths.lastSigned, 'utf8');
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined;
    throw error;
  }
  const parsed = lastSignedSchema.safeParse(safeJson(text));
  if (!parsed.success) {
    throw new StoreError('bwc.custody.regression', `${paths.lastSigned} is damaged`, { file: paths.lastSigned });
  }
  return parsed.data;
}

function assertNoRegression(
  last: LastSigned,
  log: CustodyLog,
  origin: string,
  key: StationKey,
  paths: DataPaths,
): void {
  const opened = openCheckpoint(last.note, key.publicKey);
  if (!opened.ok) {
    throw new StoreError('bwc.custody.key_mismatch', `${paths.lastSigned}: ${opened.reason}`, {
      file: paths.lastSigned,
    });
  }
  if (opened.checkpoint.size !== last.size || opened.checkpoint.origin !== origin) {
    throw new StoreError(
      'bwc.custody.regression',
      `${paths.lastSigned} says something else than the checkpoint in it`,
      { file: paths.lastSigned },
    );
  }
  const { size } = log.head();
  if (size < opened.checkpoint.size) {
    throw new StoreError(
      'bwc.custody.regression',
      `the custody log holds ${String(size)} entries, but ${String(opened.checkpoint.size)} were signed: it was truncated or an older copy was restored`,
      { entries: size, signed: opened.checkpoint.size },
    );
  }
  if (!rootOf(opened.checkpoint.size, log.node).equals(opened.checkpoint.root)) {
    throw new StoreError(
      'bwc.custody.regression',
      `the first ${String(opened.checkpoint.size)} entries of the custody log are not the ones that were signed`,
      { entries: size, signed: opened.checkpoint.size },
    );
  }
}

/** Deleting the file, or putting an older one in its place, must not be a way around it. */
function assertNothingLarger(db: Db, last: LastSigned | undefined, paths: DataPaths): void {
  const row = db.prepare<[], { size: number | null }>('SELECT max(size) AS size FROM checkpoints').get();
  if (row?.size == null || row.size <= (last?.size ?? -1)) return;
  throw new StoreError(
    'bwc.custody.regression',
    `${paths.lastSigned} is missing or older, but a checkpoint over ${String(row.size)} entries was signed`,
    { file: paths.lastSigned, signed: row.size },
  );
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
