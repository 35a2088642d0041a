/** The card in a station's dock: what lies on it, and whether the station may have taken off what is gone. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { MOST_FAILURES } from '../../../src/archive/erase/decide.js';
import type { DataPaths } from '../../../src/store/paths.js';
import type { StationReader } from '../../../src/store/station-store.js';
import { textOf } from '../../../src/store/verify/compare-row.js';
import { sha256 } from '../../store/support.js';

const DRIVER = fileURLToPath(new URL('./card-driver.mjs', import.meta.url));

export interface Card {
  readonly root: string;
  /** SHA-256 of what lay there, by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** Puts the clips of a station on a card in its dock, and has what is archived taken off it. @param contents of each clip */
export function insertCard(paths: DataPaths, name: string, contents: readonly Buffer[]): Card {
  const dock = join(paths.root, '..', 'dock');
  const root = join(dock, name);
  mkdirSync(join(root, 'DCIM'), { recursive: true });
  const files = new Map<string, string>();
  for (const [i, content] of contents.entries()) {
    const path = `DCIM/${String(i)}.mp4`;
    writeFileSync(join(root, path), content);
    files.set(path, sha256(content));
  }
  const config = readFileSync(paths.config, 'utf8')
    .replace(/^mount_roots = .*$/m, `mount_roots = ["${dock}"]`)
    .replace(/^extra_drivers = .*$/m, `extra_drivers = ["${DRIVER}"]`)
    .replace(/^rescan_seconds = .*$/m, 'rescan_seconds = 0.5')
    .replace(/^(\[erase\][^[]*^authorised_by = )""$/m, '$1"李明"')
    .replace(/^(\[erase\][^[]*^authorised_on = )""$/m, '$1"2026-01-01"');
  writeFileSync(paths.config, config);
  return { root, files };
}

export const isEmpty = ({ root }: Card): boolean => readdirSync(join(root, 'DCIM')).length === 0;

/**
 * Whatever is gone was archived before it was asked for, was asked for on record with its digest, and is on record as gone. What
 * is there is as it was, and only there where the camera failed so often that it is left alone.
 * @param archived digests of what the archive was seen to have @returns how many files are gone
 */
export function holdCardAgainst({ root, files }: Card, reader: StationReader, archived: ReadonlySet<string>): number {
  const list = (kind: string) => reader.custody.list({ kind, limit: 100_000, newestFirst: false });
  const begun = list('clip.erase_begun');
  const ended = [
    ...list('clip.erased'),
    ...list('clip.erase_settled').filter(({ body }) => body['outcome'] === 'gone'),
  ];
  const stored = new Map(list('clip.archived').map(({ body, seq }) => [textOf(body['sha256']), seq]));
  let gone = 0;
  for (const [path, digest] of files) {
    if (existsSync(join(root, path))) {
      expect(sha256(readFileSync(join(root, path))), path).toBe(digest);
      continue;
    }
    gone += 1;
    expect(archived, path).toContain(digest);
    const asked = begun.filter(({ body }) => body['path'] === path);
    expect(asked, path).not.toEqual([]);
    for (const { body, seq } of asked) {
      expect(body, path).toMatchObject({ sha256: digest, basis: 'afterArchived', authorised: { by: '李明' } });
      expect(stored.get(digest) ?? Infinity, path).toBeLessThan(seq);
    }
    expect(
      ended.filter(({ body, seq }) => body['path'] === path && seq > (asked[0]?.seq ?? Infinity)),
      path,
    ).toHaveLength(1);
  }
  expect(ended).toHaveLength(gone);
  if (gone < files.size)
    expect([...list('clip.erase_refused'), ...list('clip.erase_settled')].length - gone).toBeGreaterThanOrEqual(
      MOST_FAILURES,
    );
  return gone;
}
