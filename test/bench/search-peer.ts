/**
 * What one would do without this index: the same texts in a plain table of SQLite, newest first, with LIKE; and SQLite's own
 * full-text index with trigrams, which wants three characters. Both answer with the same page.
 */
import type * as Store from '../../src/store/station-store.js';

type Db = Store.StationStore['db'];

export interface Peer {
  readonly name: string;
  /** The newest fifty that hold the text. @returns how many */
  readonly page: (text: string) => number;
  /** How short a text it takes. */
  readonly least: number;
}

const PAGE = 50;

export function peersOf(db: Db): readonly Peer[] {
  db.exec(`
    CREATE TABLE peer (n INTEGER PRIMARY KEY, clip_id TEXT, said TEXT);
    INSERT INTO peer SELECT s.n, s.clip_id, lower(l.fields || l.officers || c.source_path || c.officer_no || c.camera_serial)
      FROM search_clips s JOIN clips c ON c.id = s.clip_id JOIN label_versions l ON l.clip_id = c.id ORDER BY s.n;
    CREATE VIRTUAL TABLE peer_text USING fts5 (said, content='peer', content_rowid='n', tokenize='trigram');
    INSERT INTO peer_text (peer_text) VALUES ('rebuild');`);
  const like = db
    .prepare<[string], string>(
      `SELECT clip_id FROM peer WHERE said LIKE '%' || ? || '%' ORDER BY n DESC LIMIT ${String(PAGE)}`,
    )
    .pluck();
  const trigram = db
    .prepare<[string], number>(
      `SELECT rowid FROM peer_text WHERE peer_text MATCH ? ORDER BY rowid DESC LIMIT ${String(PAGE)}`,
    )
    .pluck();
  return [
    { name: 'LIKE', least: 1, page: (text) => like.all(text).length },
    { name: 'FTS5 trigram', least: 3, page: (text) => trigram.all(`"${text}"`).length },
  ];
}
