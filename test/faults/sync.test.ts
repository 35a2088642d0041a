/** The process that syncs, killed at each call of the archive. */
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { FULL } from './support/need.js';
import { syncOnce } from './support/sync-once.mjs';
import { bwcJson } from '../e2e/support/bwc.js';
import { folderOf, media } from '../e2e/support/cards.js';
import { clipsOf, ingest, newStation, sha256Of } from '../e2e/support/station.js';

const CHILD = fileURLToPath(new URL('./support/killed-sync.mjs', import.meta.url));
/** Of one clip, its record and the bag of its visit there are fewer calls of the archive. */
const MOST_CALLS = 150;
/** The clip and its record; then come the files of the bag, one like the other. */
const UNLIKE = 24;
const SKIPPED = 7;

it('killed at any step, a sync that is begun anew has everything there once, and on record once', async () => {
  const { data, dir } = await newStation();
  const share = join(dir, 'share');
  mkdirSync(share);
  const { config, archiveId } = await bwcJson<{ config: string; archiveId: string }>(['archive', 'init', share]);
  appendFileSync(join(data, 'config.toml'), `\n${config}\n`);
  await ingest(data, folderOf(dir, { 'VIDEO/20240301_080000.MP4': media('segment-1.mp4') }));
  const [clip] = await clipsOf(data);
  if (clip === undefined) throw new Error('a clip was expected');
  const fields = [
    '--unit',
    '思明中队',
    '--party',
    '某店',
    '--inspection-date',
    '2024-03-01',
    '--inspection-content',
    '检查',
  ];
  await bwcJson(['label', 'put', '--clip', clip.id, ...fields, '--data', data]);
  const [freshData, freshShare] = [join(dir, 'data-then'), join(dir, 'share-then')];
  cpSync(data, freshData, { recursive: true });
  cpSync(share, freshShare, { recursive: true });
  const child = (nth: number, when: string) =>
    spawnSync(process.execPath, [CHILD, data, share, archiveId, String(nth), when], { encoding: 'utf8' });

  let calls = MOST_CALLS;
  for (let nth = 1; nth <= calls; nth += FULL || nth < UNLIKE ? 1 : SKIPPED) {
    // Before the one call and after the next in turn, where there is little time.
    for (const when of FULL ? ['before', 'after'] : [nth % 2 === 0 ? 'before' : 'after']) {
      for (const [fresh, used] of [[freshData, data] as const, [freshShare, share] as const]) {
        rmSync(used, { recursive: true });
        cpSync(fresh, used, { recursive: true });
      }
      const { signal, status } = child(nth, when);
      if (status === 0) calls = Math.min(calls, nth - 1);
      else expect(signal, `${when} ${String(nth)}`).toBe('SIGKILL');
      // Whoever goes on has nothing but the disk: to start a process for it takes three times as long as all it does.
      const archived = await syncOnce(data, share, archiveId);
      expect(sha256Of(join(share, 'originals/sha256', ...placeOf(clip.sha256)))).toBe(clip.sha256);
      expect(archived, `${when} ${String(nth)}`).toEqual(ARCHIVED);
      expect(records(share)).toEqual(['0001.json']);
      expect(bags(share)).toEqual(['0001/tagmanifest-sha256.txt']);
    }
  }
  expect(calls).toBeGreaterThan(12);
}, 600_000);

const placeOf = (sha256: string): string[] => [sha256.slice(0, 2), sha256.slice(2, 4), sha256];

const ARCHIVED = ['clip.archived', 'record.archived', 'bag.archived'];

/** The last file of each bag. */
const bags = (share: string): string[] =>
  readdirSync(join(share, 'bags'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('tagmanifest-sha256.txt'))
    .map((name) => name.split('/').slice(-2).join('/'));

const records = (share: string): string[] =>
  readdirSync(join(share, 'records'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.split('/').at(-1) ?? '');
