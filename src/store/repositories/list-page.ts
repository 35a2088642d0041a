import type { Sight } from './clip-sight.js';

/** A page of a list that has the newest first. */
export interface ListPage {
  /** Of whoever asks; null for everything. */
  readonly sight: Sight | null;
  /** The last one's id of the page before; null for the first page. */
  readonly after: string | null;
  readonly limit: number;
}
