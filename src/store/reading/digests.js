/** SHA-256 always, SM3 (GB/T 32905) beside it in the same pass where the bureau asks for it. */
import { createHash } from 'node:crypto';
export class RunningDigests {
  #sha256;
  #sm3;
  constructor(sha256, sm3) {
    this.#sha256 = sha256;
    this.#sm3 = sm3;
  }
  static start(withSm3) {
    return new RunningDigests(createHash('sha256'), withSm3 ? createHash('sm3') : null);
  }
  update(bytes) {
    this.#sha256.update(bytes);
    this.#sm3?.update(bytes);
  }
  /** The digests of what was given so far; more can follow. */
  soFar() {
    return { sha256: this.#sha256.copy().digest('hex'), sm3: this.#sm3?.copy().digest('hex') ?? null };
  }
}
