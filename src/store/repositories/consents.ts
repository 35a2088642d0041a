/** Consents to a later upload (天津第三十九条): who gave them, when, for what reason. Appended, never changed. */
import type { Instant } from '../../domain/time.js';
import type { Reason } from '../../policy/facts/vocabulary.js';
import type { Db } from '../database.js';

export const CONSENT_SUBJECTS = ['clip', 'activity', 'camera'] as const;
export type ConsentSubject = (typeof CONSENT_SUBJECTS)[number];

export interface Consent {
  readonly role: string;
  readonly approver: string;
  readonly reason: Reason;
  readonly reference: string | null;
  /** When it was given, not when it was entered. */
  readonly at: Instant;
  readonly saidBy: string;
  readonly saidAt: Instant;
}

export class Consents {
  readonly #add;
  readonly #of;

  constructor(db: Db) {
    this.#add = db.prepare(`
      INSERT INTO consents (subject_kind, subject_id, role, approver, reason, reference, at, said_by, said_at, entry)
      VALUES (@kind, @id, @role, @approver, @reason, @reference, @at, @saidBy, @saidAt, @entry)`);
    this.#of = db.prepare<[ConsentSubject, string], Consent & { readonly subjectId: string }>(`
      SELECT subject_id AS subjectId, role, approver, reason, reference, at, said_by AS saidBy, said_at AS saidAt
      FROM consents WHERE subject_kind = ? AND subject_id IN (SELECT value FROM json_each(?)) ORDER BY id`);
  }

  /** @param entry of the custody log, which says the same */
  add(kind: ConsentSubject, id: string, consent: Consent, entry: number): void {
    this.#add.run({ kind, id, ...consent, entry });
  }

  /** By the id of their subject, oldest first. */
  of(kind: ConsentSubject, ids: readonly string[]): ReadonlyMap<string, readonly Consent[]> {
    const found = new Map<string, Consent[]>();
    for (const { subjectId, ...consent } of this.#of.all(kind, JSON.stringify(ids))) {
      const own = found.get(subjectId) ?? [];
      own.push(consent);
      found.set(subjectId, own);
    }
    return found;
  }
}
