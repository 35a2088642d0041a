import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sides } from '../../../src/store/custody/entry-proof.js';
import {
  consistencyProof,
  EMPTY_ROOT,
  inclusionProof,
  leafHash,
  nodeHash,
  nodesCompletedBy,
  rootOf,
  verifyConsistency,
  verifyInclusion,
  type Hash,
  type NodeGetter,
} from '../../../src/store/custody/merkle.js';

/** The leaves and roots of the reference tests of Certificate Transparency (`merkle_tree_test.cc`). */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** MTH of RFC 6962 section 2.1, written down as it stands there. */
function mth(leaves: readonly Hash[]): Hash {
  const [first] = leaves;
  if (first === undefined) return createHash('sha256').digest();
  if (leaves.length === 1) return first;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(mth(leaves.slice(0, k)), mth(leaves.slice(k)));
}

const leaf = (i: number): Hash => leafHash(Buffer.from(`entry ${String(i)}`));
const MAX = 64;
const all = Array.from({ length: MAX }, (_, i) => leaf(i));

/** Kept only as the log keeps it: nodes as they are completed. */
function treeOf(leaves: readonly Hash[]): NodeGetter {
  const nodes = new Map<string, Hash>();
  const node: NodeGetter = (level, index) => {
    const hash = level === 0 ? leaves[index] : nodes.get(`${String(level)}/${String(index)}`);
    if (hash === undefined) throw new Error(`no node ${String(level)}/${String(index)}`);
    return hash;
  };
  leaves.forEach((hash, i) => {
    for (const n of nodesCompletedBy(i, hash, node)) nodes.set(`${String(n.level)}/${String(n.index)}`, n.hash);
  });
  return node;
}

const node = treeOf(all);
const roots = Array.from({ length: MAX + 1 }, (_, n) => rootOf(n, node));
const rootAt = (size: number): Hash => roots[size] ?? EMPTY_ROOT;
const hashAt = (i: number): Hash => all[i] ?? EMPTY_ROOT;

const flipped = (hash: Hash, bit: number): Hash => {
  const copy = Buffer.from(hash);
  copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return copy;
};

describe('the tree', () => {
  it('gives the reference roots of Certificate Transparency', () => {
    const leaves = LEAVES.map((hex) => leafHash(Buffer.from(hex, 'hex')));
    const reference = treeOf(leaves);
    expect(leaves.map((_, i) => rootOf(i + 1, reference).toString('hex'))).toEqual(ROOTS);
  });

  it('has the hash of nothing as its empty root', () => {
    expect(EMPTY_ROOT.toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(rootOf(0, node).equals(EMPTY_ROOT)).toBe(true);
  });

  it('agrees at every size with the definition', () => {
    for (let n = 0; n <= MAX; n += 1) expect(rootAt(n).equals(mth(all.slice(0, n)))).toBe(true);
  });

  it('completes exactly the nodes over 2^level leaves that end at the new one', () => {
    for (let i = 0; i < MAX; i += 1) {
      const completed = nodesCompletedBy(i, hashAt(i), node);
      const expected: { level: number; index: number; hash: Hash }[] = [];
      for (let level = 1; (i + 1) % 2 ** level === 0; level += 1) {
        const width = 2 ** level;
        expected.push({ level, index: (i + 1) / width - 1, hash: mth(all.slice(i + 1 - width, i + 1)) });
      }
      expect(completed).toEqual(expected);
    }
  });
});

describe('inclusion proofs', () => {
  it('hold for every leaf of every size, and with no other leaf', () => {
    for (let size = 1; size <= MAX; size += 1) {
      for (let i = 0; i < size; i += 1) {
        const proof = inclusionProof(i, size, node);
        expect(verifyInclusion(hashAt(i), i, size, proof, rootAt(size))).toBe(true);
        if (size > 1) expect(verifyInclusion(hashAt((i + 1) % size), i, size, proof, rootAt(size))).toBe(false);
      }
    }
  });

  it('lead to the root by the sides an outsider is told', () => {
    for (let size = 1; size <= MAX; size += 1) {
      for (let i = 0; i < size; i += 1) {
        const proof = inclusionProof(i, size, node);
        const told = sides(i, size);
        expect(told).toHaveLength(proof.length);
        const end = proof.reduce((h, p, at) => (told[at] === 'left' ? nodeHash(p, h) : nodeHash(h, p)), hashAt(i));
        expect(end.equals(rootAt(size))).toBe(true);
      }
    }
  });

  it('fail when any bit of leaf, path or root is another', () => {
    const position = fc
      .integer({ min: 1, max: MAX })
      .chain((size) => fc.tuple(fc.constant(size), fc.integer({ min: 0, max: size - 1 })));
    fc.assert(
      fc.property(position, fc.nat(), fc.integer({ min: 0, max: 255 }), ([size, i], which, bit) => {
        const parts = [hashAt(i), rootAt(size), ...inclusionProof(i, size, node)];
        const at = which % parts.length;
        const [first = EMPTY_ROOT, root = EMPTY_ROOT, ...proof] = parts.map((h, n) => (n === at ? flipped(h, bit) : h));
        expect(verifyInclusion(first, i, size, proof, root)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('fail when a step is missing, added, or the place is another', () => {
    for (let size = 2; size <= 33; size += 1) {
      for (let i = 0; i < size; i += 1) {
        const proof = inclusionProof(i, size, node);
        const check = (p: readonly Hash[], at = i, n = size): boolean =>
          verifyInclusion(hashAt(i), at, n, p, rootAt(size));
        expect(check(proof.slice(1))).toBe(false);
        expect(check(proof.slice(0, -1))).toBe(false);
        expect(check([...proof, EMPTY_ROOT])).toBe(false);
        expect(check(proof, (i + 1) % size)).toBe(false);
        expect(check(proof, size)).toBe(false);
        expect(check(proof, -1)).toBe(false);
      }
    }
  });

  it('do not end early at a node that is passed off as the root', () => {
    const proof = inclusionProof(0, 8, node);
    const first = proof[0] ?? EMPTY_ROOT;
    expect(verifyInclusion(hashAt(0), 0, 8, [first], nodeHash(hashAt(0), first))).toBe(false);
    expect(verifyInclusion(hashAt(0), 0, 2, [first], nodeHash(hashAt(0), first))).toBe(true);
  });

  it('are refused for a leaf that is not there', () => {
    expect(() => inclusionProof(5, 5, node)).toThrow(RangeError);
    expect(() => inclusionProof(-1, 5, node)).toThrow(RangeError);
  });
});

describe('consistency proofs', () => {
  it('hold between every two sizes', () => {
    for (let to = 0; to <= MAX; to += 1) {
      for (let from = 0; from <= to; from += 1) {
        expect(verifyConsistency(from, to, rootAt(from), rootAt(to), consistencyProof(from, to, node))).toBe(true);
      }
    }
  });

  it('fail when any bit of a step or of a root is another', () => {
    const range = fc
      .integer({ min: 1, max: MAX })
      .chain((to) => fc.tuple(fc.integer({ min: 1, max: to }), fc.constant(to)));
    fc.assert(
      fc.property(range, fc.nat(), fc.integer({ min: 0, max: 255 }), ([from, to], which, bit) => {
        const parts = [rootAt(from), rootAt(to), ...consistencyProof(from, to, node)];
        const at = which % parts.length;
        const [a = EMPTY_ROOT, b = EMPTY_ROOT, ...proof] = parts.map((h, n) => (n === at ? flipped(h, bit) : h));
        expect(verifyConsistency(from, to, a, b, proof)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('fail when a step is missing or added, and backwards', () => {
    for (let to = 2; to <= 33; to += 1) {
      for (let from = 1; from < to; from += 1) {
        const proof = consistencyProof(from, to, node);
        expect(verifyConsistency(from, to, rootAt(from), rootAt(to), proof.slice(1))).toBe(false);
        expect(verifyConsistency(from, to, rootAt(from), rootAt(to), [...proof, EMPTY_ROOT])).toBe(false);
        expect(verifyConsistency(to, from, rootAt(to), rootAt(from), proof)).toBe(false);
      }
    }
    expect(verifyConsistency(0, 5, rootAt(1), rootAt(5), [])).toBe(false);
    expect(verifyConsistency(5, 5, rootAt(5), rootAt(5), [EMPTY_ROOT])).toBe(false);
  });

  it('are refused for sizes in the wrong order', () => {
    expect(() => consistencyProof(6, 5, node)).toThrow(RangeError);
    expect(() => consistencyProof(-1, 5, node)).toThrow(RangeError);
  });
});
