/**
 * The custody log: append-only entries, each holding the hash of the one before it, under one Merkle tree. Entries are
 * appended inside the caller's transaction, so that a clip's row, its entry and the tree's new nodes commit together.
 */
import { uptime } from 'node:os';
import type { Json } from '../../domain/canonical-json.js';
import type { CustodyKind } from '../../domain/custody.js';
import { toInstant, type Clock, type EpochMs, type Instant } from '../../domain/time.js';
import type { Db } from '../database.js';
import { StoreError } from '../errors.js';
import { encodeEntry, FIRST_PREV } from './entry.js';
import { leafHash, nodesCompletedBy, rootOf, type Hash, type NodeGetter } from './merkle.js';

export interface About {
  readonly visitId?: string;
  readonly clipId?: string;
}

export interface Head {
  readonly size: number;
  readonly root: Hash;
}

export interface Appended {
  readonly seq: number;
  readonly at: Instant;
}

export interface CustodyLogOptions {
  readonly clock: Clock;
  readonly actor: string;
  /** Whether the station's clock is synchronised just now; null where that is not known. */
  readonly clockSynchronised: () => boolean | null;
}

interface Moment {
  readonly now: EpochMs;
  readonly at: Instant;
  readonly uptimeMs: number;
}

export class CustodyLog {
  readonly #db: Db;
  readonly #options: CustodyLogOptions;
  readonly #last;
  readonly #insertEntry;
  readonly #insertNode;
  readonly node: NodeGetter;
  #read: Moment | undefined;

  constructor(db: Db, options: CustodyLogOptions) {
    this.#db = db;
    this.#options = options;
    this.#last = db.prepare<[], { seq: number; hash: Buffer }>(
      'SELECT seq, hash FROM custody_entries ORDER BY seq DESC LIMIT 1',
    );
    this.#insertEntry = db.prepare(
      'INSERT INTO custody_entries (seq, at, kind, visit_id, clip_id, bytes, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#insertNode = db.prepare('INSERT INTO custody_nodes (level, idx, hash) VALUES (?, ?, ?)');
    this.node = nodeReader(db);
  }

  /** @throws Error outside a transaction: an entry must never commit without what it speaks of. */
  append(kind: CustodyKind, body: { readonly [key: string]: Json }, about: About = {}): Appended {
    if (!this.#db.inTransaction) throw new Error('a custody entry is appended inside the transaction of its act');
    const last = this.#last.get();
    const seq = last === undefined ? 0 : last.seq + 1;
    const { at, uptimeMs } = this.#moment();
    const { visitId = null, clipId = null } = about;
    const bytes = encodeEntry({
      seq,
      at,
      uptimeMs,
      clockSynchronised: this.#options.clockSynchronised(),
      actor: this.#options.actor,
      kind,
      visitId,
      clipId,
      body,
      prev: last === undefined ? FIRST_PREV : last.hash.toString('hex'),
    });
    const hash = leafHash(bytes);
    this.#insertEntry.run(seq, at, kind, visitId, clipId, bytes, hash);
    for (const n of nodesCompletedBy(seq, hash, this.node)) this.#insertNode.run(n.level, n.index, n.hash);
    return { seq, at };
  }

  /** Both clocks, read once for all entries of one millisecond: an act may append many. */
  #moment(): Moment {
    const now = this.#options.clock.now();
    if (this.#read?.now !== now) this.#read = { now, at: toInstant(now), uptimeMs: Math.round(uptime() * 1000) };
    return this.#read;
  }

  head(): Head {
    const last = this.#last.get();
    const size = last === undefined ? 0 : last.seq + 1;
    return { size, root: rootOf(size, this.node) };
  }
}

/** Reads hashes of perfect subtrees: leaves from the entries, the rest from the nodes table. */
export function nodeReader(db: Db): NodeGetter {
  const leaf = db.prepare<[number], { hash: Buffer }>('SELECT hash FROM custody_entries WHERE seq = ?');
  const inner = db.prepare<[number, number], { hash: Buffer }>(
    'SELECT hash FROM custody_nodes WHERE level = ? AND idx = ?',
  );
  return (level, index) => {
    const row = level === 0 ? leaf.get(index) : inner.get(level, index);
    if (row === undefined) {
      throw new StoreError('bwc.custody.chain_broken', `the tree has no node ${String(level)}/${String(index)}`, {
        level,
        index,
      });
    }
    return row.hash;
  };
}
