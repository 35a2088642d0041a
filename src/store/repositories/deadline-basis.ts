/** By which rules the deadlines on record were worked out, and how far working them out anew has come. */
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';

export interface Basis {
  readonly fingerprint: string;
  readonly rulebook: string;
  /** The last clip that was worked out anew; null when all were. */
  readonly reached: string | null;
  readonly at: Instant;
}

export class DeadlineBasis {
  readonly #get;
  readonly #set;

  constructor(db: Db) {
    this.#get = db.prepare<[], Basis>('SELECT fingerprint, rulebook, reached, at FROM deadlines_basis');
    this.#set = db.prepare<[Basis]>(
      `INSERT INTO deadlines_basis (id, fingerprint, rulebook, reached, at) VALUES (1, @fingerprint, @rulebook, @reached, @at)
       ON CONFLICT (id) DO UPDATE SET fingerprint = @fingerprint, rulebook = @rulebook, reached = @reached, at = @at`,
    );
  }

  get(): Basis | undefined {
    return this.#get.get();
  }

  set(basis: Basis): void {
    this.#set.run(basis);
  }
}
