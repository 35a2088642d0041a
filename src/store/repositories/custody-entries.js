import { decodeEntry } from '../custody/entry.js';
const COLUMNS = 'seq, at, kind, visit_id AS visitId, clip_id AS clipId, bytes, hash';
export class CustodyEntries {
  #db;
  #page;
  #checkpointAt;
  #get;
  constructor(db) {
    this.#db = db;
    this.#page = db.prepare(`SELECT ${COLUMNS} FROM custody_entries WHERE seq >= ? ORDER BY seq LIMIT ?`);
    this.#get = db.prepare(`SELECT ${COLUMNS} FROM custody_entries WHERE seq = ?`);
    this.#checkpointAt = db.prepare('SELECT size, note FROM checkpoints WHERE size >= ? ORDER BY size LIMIT 1');
  }
  *from(seq, pageSize = 1000) {
    let next = seq;
    for (;;) {
      const page = this.#page.all(next, pageSize);
      yield* page;
      const last = page.at(-1);
      if (last === undefined) return;
      next = last.seq + 1;
    }
  }
  get(seq) {
    return this.#get.get(seq);
  }
  list(filter) {
    const where = [];
    if (filter.clip !== undefined) where.push('clip_id = @clip');
    if (filter.visit !== undefined) where.push('visit_id = @visit');
    if (filter.kind !== undefined) where.push('kind = @kind');
    if (filter.after !== undefined) where.push('seq > @after');
    const rows = this.#db
      .prepare(
        `SELECT ${COLUMNS} FROM custody_entries ${where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`}
         ORDER BY seq ${filter.newestFirst ? 'DESC' : 'ASC'} LIMIT @limit`,
      )
      .all({ ...filter, newestFirst: Number(filter.newestFirst) });
    return rows.flatMap((r) => {
      const entry = decodeEntry(r.bytes);
      return entry === undefined ? [] : [{ ...entry, hash: r.hash.toString('hex') }];
    });
  }
  /** The first checkpoint that covers entry `seq`. */
  checkpointCovering(seq) {
    return this.#checkpointAt.get(seq + 1);
  }
}
