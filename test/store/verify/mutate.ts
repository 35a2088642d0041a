/** A copy of the small station, changed behind its back, and what verify then names. */
import type Database from 'better-sqlite3';
import { afterAll, beforeAll } from 'vitest';
import { canonicalJson, type Json } from '../../../src/domain/canonical-json.js';
import { leafHash } from '../../../src/store/custody/merkle.js';
import type { DataPaths } from '../../../src/store/paths.js';
import { copyOf, tamper } from '../support.js';
import { makeTemplate, named, verify, type Template } from './station.js';

export let template: Template;

/** Said once by each file: makes the station before its tests, and takes it away after them. */
export function useTemplate(): void {
  beforeAll(async () => {
    template = await makeTemplate();
  });
  afterAll(() => {
    template.remove();
  });
}

/** Id of a clip, by its place in the station's contents. */
export const clip = (n: number): string => template.clips[n] ?? '';

/** Makes a copy of the station, changes it, and names what verify finds. */
export async function found(change: (paths: DataPaths) => void): Promise<string[]> {
  const paths = await copyOf(template.paths);
  change(paths);
  return named((await verify(paths)).findings);
}
export const foundInDb = (act: (db: Database.Database) => void): Promise<string[]> =>
  found((paths) => {
    tamper(paths, act);
  });
export const foundBySql = (sql: string, ...values: unknown[]): Promise<string[]> =>
  foundInDb((db) => {
    db.prepare(sql).run(...values);
  });

/** Number of the last entry of a kind. */
export const seqOf = (db: Database.Database, kind: string): number =>
  db.prepare<[string], number>('SELECT max(seq) FROM custody_entries WHERE kind = ?').pluck().get(kind) as number;

/** Rewrites an entry, its hash with it, as somebody would who knows how the log is made. */
export function rewrite(
  db: Database.Database,
  seq: number,
  change: (entry: { body: Record<string, Json> } & Record<string, unknown>) => void,
): void {
  const bytes = db
    .prepare<[number], Buffer>('SELECT bytes FROM custody_entries WHERE seq = ?')
    .pluck()
    .get(seq) as Buffer;
  const entry = JSON.parse(bytes.toString()) as { body: Record<string, Json> };
  change(entry);
  const forged = Buffer.from(canonicalJson(entry as unknown as Json));
  db.prepare('UPDATE custody_entries SET bytes = ?, hash = ? WHERE seq = ?').run(forged, leafHash(forged), seq);
}
