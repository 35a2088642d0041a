const COLUMNS =
  'sha256, bytes, sm3, stored_path AS storedPath, stored_at AS storedAt, read_back AS readBack, recovered';
export class Originals {
  #insert;
  #get;
  #byPath;
  #all;
  #paths;
  constructor(db) {
    this.#insert = db.prepare(`
      INSERT INTO originals (sha256, bytes, sm3, stored_path, stored_at, read_back, recovered)
      VALUES (@sha256, @bytes, @sm3, @storedPath, @storedAt, @readBack, @recovered)`);
    this.#get = db.prepare(`SELECT ${COLUMNS} FROM originals WHERE sha256 = ?`);
    this.#byPath = db.prepare(`SELECT ${COLUMNS} FROM originals WHERE stored_path = ?`);
    this.#all = db.prepare(`SELECT ${COLUMNS} FROM originals WHERE stored_path > ? ORDER BY stored_path LIMIT 500`);
    this.#paths = db.prepare(
      'SELECT DISTINCT substr(stored_path, 1, 20) AS day FROM (SELECT stored_path FROM originals ORDER BY stored_at DESC LIMIT 1)',
    );
  }
  insert(o) {
    this.#insert.run({ ...o, recovered: Number(o.recovered) });
  }
  get(sha256) {
    const record = this.#get.get(sha256);
    return record === undefined ? undefined : toOriginal(record);
  }
  atPath(storedPath) {
    const record = this.#byPath.get(storedPath);
    return record === undefined ? undefined : toOriginal(record);
  }
  /** All originals in the order of their paths, after `path`; read in pages so that memory stays flat. */
  *after(path) {
    let from = path;
    for (;;) {
      const page = this.#all.all(from);
      for (const o of page) yield toOriginal(o);
      const last = page.at(-1);
      if (last === undefined) return;
      from = last.storedPath;
    }
  }
  /** The day folder that the newest original went into, `originals/2026/11/21`. */
  newestDayFolder() {
    return this.#paths.get()?.day;
  }
}
const toOriginal = (record) => ({ ...record, recovered: record.recovered !== 0 });
