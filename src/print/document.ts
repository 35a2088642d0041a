/** A document to print, as a stream of parts: what it says, not where it stands. Parts are plain JSON. */

export interface DocumentHead {
  /** Of the file, and at the top of every page. */
  readonly title: string;
  /** At the top of every page beside it: a digest, whole. */
  readonly mark: string;
  /** At the foot of every page. */
  readonly foot: string;
  readonly language: 'zh' | 'en';
  /** What it is made at (ISO 8601, UTC). */
  readonly madeAt: string;
}

export interface Column {
  readonly title: string;
  /** Of the width of the page; those of a table come to 1. */
  readonly share: number;
  /** Of letters: digests are small. */
  readonly small?: true;
}

export type Block =
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  /** Word for word, line by line: a signed note, a command. */
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'fact'; readonly name: string; readonly value: string }
  /** Begins a table: its titles stand again on each page it goes on. */
  | { readonly kind: 'columns'; readonly columns: readonly Column[] }
  | { readonly kind: 'row'; readonly cells: readonly string[] };
