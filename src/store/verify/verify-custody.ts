/** Re-reads the whole custody log: every entry, every node of the tree, every checkpoint, from the bytes up. */
import type { KeyObject } from 'node:crypto';
import { openCheckpoint, type Checkpoint } from '../custody/checkpoint.js';
import { checkEntry, readEntry, type ReadEntry } from '../custody/chain.js';
import { EMPTY_ROOT, nodeHash, type Hash } from '../custody/merkle.js';
import { readLastSigned, type LastSigned } from '../custody/signer.js';
import { StoreError } from '../errors.js';
import type { StoredEntry } from '../repositories/custody-entries.js';
import type { StationReader } from '../station-store.js';
import type { Finding } from './finding.js';
import type { EntryCheck } from './part.js';
import { signersOf, type SignerAt } from './signers.js';

/**
 * Yields findings; returns how many entries were read. Entries added meanwhile are left to the next time.
 * @param checks what else is held against entries on the way, by their kind
 */
export function* verifyCustody(
  reader: StationReader,
  publicKey: KeyObject,
  checks: ReadonlyMap<string, readonly EntryCheck[]>,
): Generator<Finding, number> {
  // The file before the first look into the database: what a daemon signs from now on must not look like lost entries.
  const last = readLastSignedFile(reader);
  const size =
    reader.db.prepare<[], { n: number | null }>('SELECT max(seq) + 1 AS n FROM custody_entries').get()?.n ?? 0;
  const signerAt = signersOf(reader, publicKey);
  const signed = yield* signedCheckpoints(reader, last, signerAt);
  const witnessed = yield* witnessedRoots(reader, signerAt);
  const tree = new IndependentTree();
  const node = reader.db.prepare<[number, number], { hash: Buffer }>(
    'SELECT hash FROM custody_nodes WHERE level = ? AND idx = ?',
  );
  let before: Hash | null = null;
  let expected = 0;
  let whole = true;
  for (const stored of reader.custody.from(0)) {
    if (stored.seq >= size) break;
    const read = readEntry(stored);
    const problem = checkEntry(stored, expected, before, read);
    if (problem !== null) yield { kind: 'custody.chain', subject: `entry ${String(expected)}`, detail: problem };
    yield* checked(stored, read, checks);
    before = stored.hash;
    whole &&= stored.seq === expected;
    expected = stored.seq + 1;
    // Without one of its leaves no node above can be made anew: the missing entry is named, not each of its consequences.
    if (!whole) continue;
    for (const n of tree.add(read.leaf)) {
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
    for (const { root: seen, subject } of witnessed.get(tree.size) ?? [])
      if (!seen.equals(tree.root()))
        yield {
          kind: 'custody.witness',
          subject,
          detail: 'the entries it covers are not the ones the archive has seen',
        };
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
  for (const [at, receipts] of witnessed)
    if (at > size)
      for (const { subject } of receipts)
        yield {
          kind: 'custody.witness',
          subject,
          detail: `the archive has seen ${String(at)} entries, the log holds ${String(size)}: entries are missing`,
        };
  yield* nodesOfNoEntry(reader, size);
  return expected;
}

function* checked(
  stored: StoredEntry,
  { entry }: ReadEntry,
  checks: ReadonlyMap<string, readonly EntryCheck[]>,
): Generator<Finding> {
  const own = checks.get(stored.kind);
  if (own === undefined || entry === undefined) return;
  // Its columns are what rows are looked up by; that they are what the bytes say is told apart from this.
  const told = { ...entry, seq: stored.seq, clipId: stored.clipId, visitId: stored.visitId };
  for (const one of own) yield* one.check(told);
}

/** Nodes over entries that are not there: the end of the log was cut off. */
function* nodesOfNoEntry(reader: StationReader, size: number): Generator<Finding> {
  const beyond = reader.db.prepare<[number], { level: number; idx: number }>(
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
function* signedCheckpoints(
  reader: StationReader,
  last: LastSigned | 'damaged' | undefined,
  signerAt: SignerAt,
): Generator<Finding, Map<number, Hash>> {
  const roots = new Map<number, Hash>();
  const rows = reader.db
    .prepare<[], { size: number; note: string }>('SELECT size, note FROM checkpoints ORDER BY size')
    .all();
  if (last === 'damaged' || (last === undefined && rows.length > 0)) {
    yield {
      kind: 'custody.checkpoint',
      subject: 'custody/last-signed.json',
      detail: 'missing or damaged, although checkpoints were signed',
    };
  }
  for (const { size, note } of typeof last === 'object' ? [...rows, last] : rows) {
    const signer = signerAt(size);
    const opened = openCheckpoint(note, signer.publicKey);
    const problem = opened.ok ? disagreement(opened.checkpoint, size, signer.origin) : opened.reason;
    if (problem !== null) yield { kind: 'custody.checkpoint', subject: `checkpoint ${String(size)}`, detail: problem };
    else if (opened.ok) roots.set(size, opened.checkpoint.root);
  }
  return roots;
}

interface WitnessedRoot {
  readonly root: Hash;
  readonly subject: string;
}

/** What archives signed for, by size: their receipts hold the station's own signature too. */
function* witnessedRoots(reader: StationReader, signerAt: SignerAt): Generator<Finding, Map<number, WitnessedRoot[]>> {
  const roots = new Map<number, WitnessedRoot[]>();
  for (const { target, size, note } of reader.receipts.all()) {
    const subject = `receipt ${target} ${String(size)}`;
    const signer = signerAt(size);
    const opened = openCheckpoint(note, signer.publicKey);
    const problem = opened.ok ? disagreement(opened.checkpoint, size, signer.origin) : opened.reason;
    if (problem !== null) yield { kind: 'custody.witness', subject, detail: problem };
    else if (opened.ok) roots.set(size, [...(roots.get(size) ?? []), { root: opened.checkpoint.root, subject }]);
  }
  return roots;
}

function readLastSignedFile(reader: StationReader): LastSigned | 'damaged' | undefined {
  try {
    return readLastSigned(reader.paths);
  } catch (error) {
    if (error instanceof StoreError) return 'damaged';
    throw error;
  }
}

function disagreement(c: Checkpoint, size: number, origin: string): string | null {
  if (c.size !== size) return `it says it covers ${String(c.size)} entries`;
  return c.origin === origin ? null : `it is of another station: ${c.origin}`;
}

/** The tree built anew from the leaves, without the stored nodes: only the right edge is kept. */
class IndependentTree {
  readonly #peaks: { level: number; index: number; hash: Hash }[] = [];
  size = 0;

  /** @returns the interior nodes that this leaf completes */
  add(leaf: Hash): { level: number; index: number; hash: Hash }[] {
    const completed: { level: number; index: number; hash: Hash }[] = [];
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

  root(): Hash {
    const hashes = this.#peaks.map((p) => p.hash);
    const last = hashes.pop();
    return last === undefined ? EMPTY_ROOT : hashes.reduceRight((right, left) => nodeHash(left, right), last);
  }
}
