import { openCheckpoint } from '../custody/checkpoint.js';
import { checkEntry } from '../custody/chain.js';
import { EMPTY_ROOT, leafHash, nodeHash } from '../custody/merkle.js';
import { readLastSigned } from '../custody/signer.js';
import { StoreError } from '../errors.js';
import { originOf } from '../station-store.js';
/** Yields findings; returns how many entries were read. Entries added meanwhile are left to the next time. */
export function* verifyCustody(reader, publicKey) {
  // The file before the first look into the database: what a daemon signs from now on must not look like lost entries.
  const last = readLastSignedFile(reader);
  const size = reader.db.prepare('SELECT max(seq) + 1 AS n FROM custody_entries').get()?.n ?? 0;
  const signed = yield* signedCheckpoints(reader, last, publicKey);
  const tree = new IndependentTree();
  const node = reader.db.prepare('SELECT hash FROM custody_nodes WHERE level = ? AND idx = ?');
  let before = null;
  let expected = 0;
  let whole = true;
  for (const stored of reader.custody.from(0)) {
    if (stored.seq >= size) break;
    const problem = checkEntry(stored, expected, before);
    if (problem !== null) yield { kind: 'custody.chain', subject: `entry ${String(expected)}`, detail: problem };
    before = stored.hash;
    whole &&= stored.seq === expected;
    expected = stored.seq + 1;
    // Without one of its leaves no node above can be made anew: the missing entry is named, not each of its consequences.
    if (!whole) continue;
    for (const n of tree.add(leafHash(stored.bytes))) {
      const kept = node.get(n.level, n.index)?.hash;
      if (kept?.equals(n.hash) !== true) {
        yield {
          kind: 'custody.tree',
          subject: `node ${String(n.level)}/${String(n.index)}`,
          detail: kept === undefined ? 'missing' : 'is not the hash of its entries',
        };
      }
    }
    const root = signed.get(tree.size);
    if (root !== undefined && !root.equals(tree.root())) {
      yield {
        kind: 'custody.checkpoint',
        subject: `checkpoint ${String(tree.size)}`,
        detail: 'the entries it covers are not the ones that were signed',
      };
    }
  }
  for (const at of signed.keys()) {
    if (at > size) {
      yield {
        kind: 'custody.checkpoint',
        subject: `checkpoint ${String(at)}`,
        detail: `it covers ${String(at)} entries, the log holds ${String(size)}: entries are missing`,
      };
    }
  }
  yield* nodesOfNoEntry(reader, size);
  return expected;
}
/** Nodes over entries that are not there: the end of the log was cut off. */
function* nodesOfNoEntry(reader, size) {
  const beyond = reader.db.prepare(
    'SELECT level, idx FROM custody_nodes WHERE ((idx + 1) << level) > ? ORDER BY level, idx',
  );
  for (const { level, idx } of beyond.iterate(size)) {
    yield {
      kind: 'custody.tree',
      subject: `node ${String(level)}/${String(idx)}`,
      detail: 'the entries it covers are missing',
    };
  }
}
/** All checkpoints whose signature holds, by size, the last one signed from its own file included. */
function* signedCheckpoints(reader, last, publicKey) {
  const roots = new Map();
  const rows = reader.db.prepare('SELECT size, note FROM checkpoints ORDER BY size').all();
  if (last === 'damaged' || (last === undefined && rows.length > 0)) {
    yield {
      kind: 'custody.checkpoint',
      subject: 'custody/last-signed.json',
      detail: 'missing or damaged, although checkpoints were signed',
    };
  }
  for (const { size, note } of typeof last === 'object' ? [...rows, last] : rows) {
    const opened = openCheckpoint(note, publicKey);
    const problem = opened.ok ? disagreement(opened.checkpoint, size, originOf(reader.marker)) : opened.reason;
    if (problem !== null) yield { kind: 'custody.checkpoint', subject: `checkpoint ${String(size)}`, detail: problem };
    else if (opened.ok) roots.set(size, opened.checkpoint.root);
  }
  return roots;
}
function readLastSignedFile(reader) {
  try {
    return readLastSigned(reader.paths);
  } catch (error) {
    if (error instanceof StoreError) return 'damaged';
    throw error;
  }
}
function disagreement(c, size, origin) {
  if (c.size !== size) return `it says it covers ${String(c.size)} entries`;
  return c.origin === origin ? null : `it is of another station: ${c.origin}`;
}
/** The tree built anew from the leaves, without the stored nodes: only the right edge is kept. */
class IndependentTree {
  #peaks = [];
  size = 0;
  /** @returns the interior nodes that this leaf completes */
  add(leaf) {
    const completed = [];
    let current = { level: 0, index: this.size, hash: leaf };
    for (let left = this.#peaks.at(-1); left?.level === current.level; left = this.#peaks.at(-1)) {
      this.#peaks.pop();
      current = { level: current.level + 1, index: left.index / 2, hash: nodeHash(left.hash, current.hash) };
      completed.push(current);
    }
    this.#peaks.push(current);
    this.size += 1;
    return completed;
  }
  root() {
    const hashes = this.#peaks.map((p) => p.hash);
    const last = hashes.pop();
    return last === undefined ? EMPTY_ROOT : hashes.reduceRight((right, left) => nodeHash(left, right), last);
  }
}
