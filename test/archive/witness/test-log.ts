/** A station's log as an outsider may imagine it: entries, a key, checkpoints over any of its prefixes. */
import { generateKeyPairSync } from 'node:crypto';
import type { KnownStation } from '../../../src/archive/witness/judge.js';
import { formatShown } from '../../../src/archive/witness/request.js';
import type { WitnessSigner } from '../../../src/archive/witness/cosignature.js';
import { signCheckpoint } from '../../../src/store/custody/checkpoint.js';
import {
  consistencyProof,
  leafHash,
  nodeHash,
  rootOf,
  type Hash,
  type NodeGetter,
} from '../../../src/store/custody/merkle.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const other = generateKeyPairSync('ed25519');

export const STATION: KnownStation & { readonly id: string } = {
  id: 'st-0123456789',
  origin: 'bwc-station/st-0123456789',
  publicKey,
};

export const WITNESS: WitnessSigner = { name: 'archive.example/w1', ...other };

export class TestLog {
  constructor(readonly entries: readonly string[]) {}

  /** Entries `e0`, `e1`, … */
  static of(size: number): TestLog {
    return new TestLog(Array.from({ length: size }, (_, i) => `e${String(i)}`));
  }

  readonly #nodes = new Map<string, Hash>();

  readonly node: NodeGetter = (level, index): Hash => {
    const name = `${String(level)}/${String(index)}`;
    const hash =
      this.#nodes.get(name) ??
      (level === 0
        ? leafHash(Buffer.from(this.entries[index] ?? ''))
        : nodeHash(this.node(level - 1, index * 2), this.node(level - 1, index * 2 + 1)));
    this.#nodes.set(name, hash);
    return hash;
  };

  /** Somebody with the station's key wrote another entry in the place of this one. */
  rewritten(index: number): TestLog {
    return new TestLog(this.entries.map((entry, i) => (i === index ? `${entry}, but not so` : entry)));
  }

  note(size: number, origin = STATION.origin): string {
    return signCheckpoint({ origin, size, root: rootOf(size, this.node) }, privateKey);
  }

  shown(oldSize: number, size: number): string {
    return formatShown({ oldSize, proof: consistencyProof(oldSize, size, this.node), note: this.note(size) });
  }
}
