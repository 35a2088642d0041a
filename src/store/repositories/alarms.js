export class Alarms {
  #raise;
  #clear;
  #open;
  constructor(db) {
    this.#raise = db.prepare('INSERT OR IGNORE INTO alarms (kind, subject, raised_at, details) VALUES (?, ?, ?, ?)');
    this.#clear = db.prepare('UPDATE alarms SET cleared_at = ? WHERE kind = ? AND subject = ? AND cleared_at IS NULL');
    this.#open = db.prepare(
      'SELECT kind, subject, raised_at AS raisedAt, cleared_at AS clearedAt, details FROM alarms WHERE cleared_at IS NULL ORDER BY raised_at DESC, id DESC',
    );
  }
  /** @returns whether it is new: an alarm that is already open is not raised again. */
  raise(kind, subject, at, details) {
    return this.#raise.run(kind, subject, at, JSON.stringify(details)).changes > 0;
  }
  /** @returns whether one was open. */
  clear(kind, subject, at) {
    return this.#clear.run(at, kind, subject).changes > 0;
  }
  open() {
    return this.#open.all().map((a) => ({ ...a, details: JSON.parse(a.details) }));
  }
}
