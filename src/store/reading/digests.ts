/** SHA-256 always, SM3 (GB/T 32905) beside it in the same pass where the bureau asks for it. */
import { createHash, type Hash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';

export interface Digests {
  readonly sha256: string;
  readonly sm3: string | null;
}

/** What is hashed in one go: a fraction of a millisecond, a millisecond on the slowest machines. */
const PIECE_BYTES = 64 * 1024;

export class RunningDigests {
  readonly #sha256: Hash;
  readonly #sm3: Hash | null;

  private constructor(sha256: Hash, sm3: Hash | null) {
    this.#sha256 = sha256;
    this.#sm3 = sm3;
  }

  static start(withSm3: boolean): RunningDigests {
    return new RunningDigests(createHash('sha256'), withSm3 ? createHash('sm3') : null);
  }

  /**
   * Piece by piece, with a turn of the event loop in between: transfers from a camera that end meanwhile are followed by the
   * next ones, and the camera does not wait for the hash.
   */
  async updateInTurns(bytes: Uint8Array): Promise<void> {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      if (at > 0) await nextTurn();
      this.update(bytes.subarray(at, at + PIECE_BYTES));
    }
  }

  update(bytes: Uint8Array): void {
    this.#sha256.update(bytes);
    this.#sm3?.update(bytes);
  }

  /** The digests of what was given so far; more can follow. */
  soFar(): Digests {
    return { sha256: this.#sha256.copy().digest('hex'), sm3: this.#sm3?.copy().digest('hex') ?? null };
  }
}
