/**
 * The custody log: append-only entries, each holding the hash of the one before it, under one Merkle tree. Entries are
 * appended inside the caller's transaction, so that a clip's row, its entry and the tree's new nodes commit together.
 */
import { uptime } from 'node:os';
import { toInstant } from '../../domain/time.js';
import { StoreError } from '../errors.js';
import { encodeEntry, FIRST_PREV } from './entry.js';
import { leafHash, nodesCompletedBy, rootOf } from './merkle.js';
export class CustodyLog {
  #db;
  #options;
  #last;
  #insertEntry;
  #insertNode;
  node;
  constructor(db, options) {
    this.#db = db;
    this.#options = options;
    this.#last = db.prepare('SELECT seq, hash FROM custody_entries ORDER BY seq DESC LIMIT 1');
    this.#insertEntry = db.prepare(
      'INSERT INTO custody_entries (seq, at, kind, visit_id, clip_id, bytes, hash) VALUES (?, ?, ?, ?, ?, ?, ?)',
    );
    this.#insertNode = db.prepare('INSERT INTO custody_nodes (level, idx, hash) VALUES (?, ?, ?)');
    this.node = nodeReader(db);
  }
  /** @throws Error outside a transaction: an entry must never commit without what it speaks of. */
  append(kind, body, about = {}) {
    if (!this.#db.inTransaction) throw new Error('a custody entry is appended inside the transaction of its act');
    const last = this.#last.get();
    const seq = last === undefined ? 0 : last.seq + 1;
    const at = toInstant(this.#options.clock.now());
    const { visitId = null, clipId = null } = about;
    const bytes = encodeEntry({
      seq,
      at,
      uptimeMs: Math.round(uptime() * 1000),
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
  head() {
    const last = this.#last.get();
    const size = last === undefined ? 0 : last.seq + 1;
    return { size, root: rootOf(size, this.node) };
  }
}
/** Reads hashes of perfect subtrees: leaves from the entries, the rest from the nodes table. */
export function nodeReader(db) {
  const leaf = db.prepare('SELECT hash FROM custody_entries WHERE seq = ?');
  const inner = db.prepare('SELECT hash FROM custody_nodes WHERE level = ? AND idx = ?');
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
