/** Searches that people keep for themselves, by name. */
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';

export interface SavedFilter {
  readonly id: string;
  readonly name: string;
  /** As it was asked; read again by the schema of searches. */
  readonly filter: unknown;
  readonly savedAt: Instant;
}

type Row = Omit<SavedFilter, 'filter'> & { readonly filter: string };

export class SavedFilters {
  readonly #put;
  readonly #remove;
  readonly #of;

  constructor(db: Db) {
    this.#put = db.prepare<[string, string, string, string, Instant]>(
      `INSERT INTO saved_filters (id, person, name, filter, saved_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (person, name) DO UPDATE SET filter = excluded.filter, saved_at = excluded.saved_at`,
    );
    this.#remove = db.prepare<[string, string]>('DELETE FROM saved_filters WHERE person = ? AND name = ?');
    this.#of = db.prepare<[string], Row>(
      'SELECT id, name, filter, saved_at AS savedAt FROM saved_filters WHERE person = ? ORDER BY name',
    );
  }

  /** One of the same name is replaced. */
  put(person: string, { id, name, filter, savedAt }: SavedFilter): void {
    this.#put.run(id, person, name, JSON.stringify(filter), savedAt);
  }

  /** @returns whether there was one */
  remove(person: string, name: string): boolean {
    return this.#remove.run(person, name).changes > 0;
  }

  of(person: string): SavedFilter[] {
    return this.#of.all(person).map((row) => ({ ...row, filter: JSON.parse(row.filter) as unknown }));
  }
}
