import type { AlarmKind } from '../../domain/custody.js';
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';

export interface AlarmView {
  readonly kind: AlarmKind;
  /** What it is about: a slot, a camera id, a path. */
  readonly subject: string;
  readonly raisedAt: Instant;
  readonly clearedAt: Instant | null;
  readonly details: Readonly<Record<string, unknown>>;
}

interface AlarmRecord extends Omit<AlarmView, 'details'> {
  details: string;
}

export class Alarms {
  readonly #raise;
  readonly #clear;
  readonly #open;
  readonly #isOpen;

  constructor(db: Db) {
    this.#raise = db.prepare('INSERT OR IGNORE INTO alarms (kind, subject, raised_at, details) VALUES (?, ?, ?, ?)');
    this.#clear = db.prepare('UPDATE alarms SET cleared_at = ? WHERE kind = ? AND subject = ? AND cleared_at IS NULL');
    this.#open = db.prepare<[], AlarmRecord>(
      'SELECT kind, subject, raised_at AS raisedAt, cleared_at AS clearedAt, details FROM alarms WHERE cleared_at IS NULL ORDER BY raised_at DESC, id DESC',
    );
    this.#isOpen = db
      .prepare<[string, string], number>(
        'SELECT EXISTS (SELECT 1 FROM alarms WHERE kind = ? AND subject = ? AND cleared_at IS NULL)',
      )
      .pluck();
  }

  isOpen(kind: AlarmKind, subject: string): boolean {
    return this.#isOpen.get(kind, subject) === 1;
  }

  /** @returns whether it is new: an alarm that is already open is not raised again. */
  raise(kind: AlarmKind, subject: string, at: Instant, details: Readonly<Record<string, unknown>>): boolean {
    return this.#raise.run(kind, subject, at, JSON.stringify(details)).changes > 0;
  }

  /** @returns whether one was open. */
  clear(kind: AlarmKind, subject: string, at: Instant): boolean {
    return this.#clear.run(at, kind, subject).changes > 0;
  }

  open(): AlarmView[] {
    return this.#open.all().map((a) => ({ ...a, details: JSON.parse(a.details) as Record<string, unknown> }));
  }
}
