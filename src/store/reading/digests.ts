/** SHA-256 always, SM3 (GB/T 32905) beside it in the same pass where the bureau asks for it. */
import { createHash, type Hash } from 'node:crypto';

export interface Digests {
  readonly sha256: string;
  readonly sm3: string | null;
}

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

  update(bytes: Uint8Array): void {
    this.#sha256.update(bytes);
    this.#sm3?.update(bytes);
  }

  /** The digests of what was given so far; more can follow. */
  soFar(): Digests {
    return { sha256: this.#sha256.copy().digest('hex'), sm3: this.#sm3?.copy().digest('hex') ?? null };
  }
}
