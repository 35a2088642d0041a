/** What a table is of: how a row becomes an act, and what is written of what is on record. */
import type { Act, ActContext, QuestionContext } from '../act.js';
import type { z } from 'zod';

export type Values = Readonly<Record<string, unknown>>;

export interface TableKind {
  /** Columns that a row can say something in, by the names the acts have for them. */
  readonly columns: readonly string[];
  /** Columns that are written and not read: what follows from other records. */
  readonly shown: readonly string[];
  /** By which a row is found again; a table without it is another table. */
  readonly key: string;
  /** What a cell says. @throws CellFault */
  readonly read: (context: ActContext, column: string, text: string) => unknown;
  /** What is on record under the row's key, by the names of the columns; null where nothing is. */
  readonly find: (context: ActContext, key: string) => (Values & { readonly id: string }) | null;
  readonly add: Act<z.ZodType, unknown>;
  readonly change: Act<z.ZodType, unknown>;
  /** The name that the act of a change has for what it changes. */
  readonly subject: string;
  /** Everything on record that whoever asks sees, as cells. */
  readonly rows: (context: QuestionContext) => readonly Readonly<Record<string, string>>[];
}
