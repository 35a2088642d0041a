/** Receipts of archives for the station's checkpoints. Appended, never changed. */
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';

export interface NewReceipt {
  /** Which archive. */
  readonly target: string;
  /** The name it signs under. */
  readonly witness: string;
  /** Custody entries that its checkpoint covers. */
  readonly size: number;
  /** When it signed, by its clock. */
  readonly at: Instant;
  /** The receipt itself: a signed note. */
  readonly note: string;
  /** Number of the custody entry that says the same. */
  readonly entry: number;
}

export interface ReceiptOnRecord extends NewReceipt {
  readonly id: number;
}

const SELECT = 'SELECT id, target, witness, size, at, note, entry FROM receipts';

export class Receipts {
  readonly #add;
  readonly #latest;
  readonly #latestOfEach;
  readonly #all;

  constructor(db: Db) {
    this.#add = db.prepare<[NewReceipt]>(
      'INSERT INTO receipts (target, witness, size, at, note, entry) VALUES (@target, @witness, @size, @at, @note, @entry)',
    );
    this.#latest = db.prepare<[string], ReceiptOnRecord>(
      `${SELECT} WHERE target = ? ORDER BY size DESC, id DESC LIMIT 1`,
    );
    this.#latestOfEach = db.prepare<[], ReceiptOnRecord>(
      `${SELECT} WHERE id IN (SELECT max(id) FROM receipts GROUP BY target) ORDER BY target`,
    );
    this.#all = db.prepare<[], ReceiptOnRecord>(`${SELECT} ORDER BY size, id`);
  }

  add(receipt: NewReceipt): void {
    this.#add.run(receipt);
  }

  /** The one that covers most, of an archive: what it is shown next goes on from there. */
  latest(target: string): ReceiptOnRecord | undefined {
    return this.#latest.get(target);
  }

  /** The last one of each archive, by its name. */
  latestOfEach(): ReceiptOnRecord[] {
    return this.#latestOfEach.all();
  }

  /** All of them, the smallest first. */
  all(): ReceiptOnRecord[] {
    return this.#all.all();
  }
}
