import type { Instant } from '../domain/time.js';

/** How far the receipts of one witness go: an archive in which they lie, or a live witness. */
export interface ReceiptStatus {
  /** The archive, as the configuration calls it; a live witness by `witness` and its name. */
  readonly from: string;
  /** Name of the key that is to sign. */
  readonly witness: string;
  /** Null before the first. */
  readonly last: {
    readonly witness: string;
    /** Entries of the log that it covers. */
    readonly size: number;
    /** When it was signed, by the witness's clock. */
    readonly at: Instant;
  } | null;
  /** Entries that it does not cover. */
  readonly uncovered: number;
  /** When the last one came, by the station's clock; before the first, since when it is waited for. Null where nothing was tried yet. */
  readonly since: Instant | null;
  readonly overdue: boolean;
}
