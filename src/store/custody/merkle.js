/**
 * Merkle tree over the custody entries, RFC 6962 section 2.1 (the same tree as RFC 9162 and C2SP tlog). Pure: the
 * hashes of perfect subtrees come from a getter, so that the same functions serve SQLite, a test and an outsider.
 */
import { createHash } from 'node:crypto';
export const leafHash = (entry) => createHash('sha256').update('\0').update(entry).digest();
export const nodeHash = (left, right) => createHash('sha256').update('\x01').update(left).update(right).digest();
/** The root of the empty tree: SHA-256 of nothing. */
export const EMPTY_ROOT = createHash('sha256').digest();
/** The interior nodes that become complete when the leaf number `size` (from 0) is added. */
export function nodesCompletedBy(size, leaf, node) {
  const completed = [];
  let hash = leaf;
  let index = size;
  for (let level = 0; index % 2 === 1; level += 1) {
    hash = nodeHash(node(level, index - 1), hash);
    index = (index - 1) / 2;
    completed.push({ level: level + 1, index, hash });
  }
  return completed;
}
/** The perfect subtrees that make up `[from, from + count)`, left to right; `from` must be aligned to the largest. */
function peaks(from, count) {
  const out = [];
  let start = from;
  let left = count;
  while (left > 0) {
    const level = Math.floor(Math.log2(left));
    const width = 2 ** level;
    out.push({ level, index: start / width });
    start += width;
    left -= width;
  }
  return out;
}
/** Hash of the (possibly ragged) subtree over `[from, from + count)`. */
function rangeHash(from, count, node) {
  const hashes = peaks(from, count).map((p) => node(p.level, p.index));
  const last = hashes.pop();
  if (last === undefined) return EMPTY_ROOT;
  return hashes.reduceRight((right, left) => nodeHash(left, right), last);
}
export const rootOf = (size, node) => rangeHash(0, size, node);
/** Largest power of two smaller than n (n > 1). */
const split = (n) => 2 ** Math.ceil(Math.log2(n) - 1);
/** PATH(m, D[n]) of RFC 6962 section 2.1.1: proves that leaf `index` is in the tree of `size` leaves. */
export function inclusionProof(index, size, node) {
  if (index < 0 || index >= size) throw new RangeError(`no leaf ${String(index)} in a tree of ${String(size)}`);
  const path = (m, from, n) => {
    if (n === 1) return [];
    const k = split(n);
    return m < k
      ? [...path(m, from, k), rangeHash(from + k, n - k, node)]
      : [...path(m - k, from + k, n - k), rangeHash(from, k, node)];
  };
  return path(index, 0, size);
}
/** PROOF(m, D[n]) of RFC 6962 section 2.1.2: proves that the tree of `from` leaves is a prefix of that of `to`. */
export function consistencyProof(from, to, node) {
  if (from < 0 || from > to) throw new RangeError(`no consistency from ${String(from)} to ${String(to)}`);
  if (from === 0 || from === to) return [];
  const sub = (m, start, n, whole) => {
    if (m === n) return whole ? [] : [rangeHash(start, n, node)];
    const k = split(n);
    return m <= k
      ? [...sub(m, start, k, whole), rangeHash(start + k, n - k, node)]
      : [...sub(m - k, start + k, n - k, false), rangeHash(start, k, node)];
  };
  return sub(from, 0, to, true);
}
/** Whether `proof` leads from the leaf hash to the root (RFC 9162 section 2.1.3.2). */
export function verifyInclusion(leaf, index, size, proof, root) {
  if (index < 0 || index >= size) return false;
  let fn = index;
  let sn = size - 1;
  let hash = leaf;
  for (const p of proof) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      hash = nodeHash(p, hash);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else {
      hash = nodeHash(hash, p);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && hash.equals(root);
}
/** Whether `proof` shows that the first tree is a prefix of the second (RFC 9162 section 2.1.4.2). */
export function verifyConsistency(from, to, fromRoot, toRoot, proof) {
  if (from > to) return false;
  if (from === to) return proof.length === 0 && fromRoot.equals(toRoot);
  if (from === 0) return proof.length === 0 && fromRoot.equals(EMPTY_ROOT);
  const path = [...proof];
  if (Number.isInteger(Math.log2(from))) path.unshift(fromRoot);
  const first = path.shift();
  if (first === undefined) return false;
  let fn = from - 1;
  let sn = to - 1;
  while (fn % 2 === 1) {
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  let fr = first;
  let sr = first;
  for (const c of path) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(c, fr);
      sr = nodeHash(c, sr);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else {
      sr = nodeHash(sr, c);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && fr.equals(fromRoot) && sr.equals(toRoot);
}
