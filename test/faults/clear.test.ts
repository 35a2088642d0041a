/** Every step of clearing the station's own disk as the moment at which it is killed. */
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { objectPath } from '../../src/archive/targets/directory/layout.js';
import { originalKey } from '../../src/archive/keys.js';
import type { EventView } from '../../src/store/repositories/custody-entries.js';
import type { VerifyAnswer } from '../e2e/support/station.js';
import { clearText, TestClear } from '../archive/clear/support.js';
import { ordinaryClip } from '../records/disposal/support.js';
import { bwc } from './support/bwc.js';
import { killAtSteps } from './support/kill-steps.js';
import { need } from './support/need.js';
import { Scratch } from './support/scratch.js';

const CLEARING = fileURLToPath(new URL('./support/clearing.mjs', import.meta.url));
const NOW = '2026-09-03T02:00:00.000Z';
/** A file that the record gives up and that is still there is what a crash leaves: the next start asks the archive anew. */
const LEFT_BY_A_CRASH = 'original.cleared';

let scratch: Scratch;
beforeAll(() => {
  need('strace');
  scratch = new Scratch('clear');
});
afterAll(() => {
  scratch.remove();
});

async function json<T>(...argv: string[]): Promise<T> {
  const { out, err } = await bwc(...argv, '--json');
  if (out === '') throw new Error(`${argv.join(' ')}: ${err}`);
  return JSON.parse(out) as T;
}

it('killed at any step, clearing removes nothing that is not proven and on record, and ends whole when it is begun anew', async () => {
  const on = await TestClear.open();
  const clips = [await ordinaryClip(on.station), await ordinaryClip(on.station)];
  for (const clip of clips) on.described(clip);
  await on.sync.run();
  on.later(NOW);
  const originals = clips.map((id) => {
    const { sha256, storedPath } = on.store.clips.get(id) ?? { sha256: '', storedPath: '' };
    return { id, sha256, storedPath };
  });
  await on.store.signer.sign();
  on.store.db.pragma('wal_checkpoint(TRUNCATE)');
  const base = scratch.folder('base');
  const { root } = on.store.paths;
  cpSync(root, join(base, 'data'), { recursive: true });
  cpSync(on.path, join(base, 'archive'), { recursive: true });
  mkdirSync(join(base, 'dock'));
  const id = on.sync.place.archiveId;
  // It was synced under a name of the test's own.
  const marker = join(base, 'archive', '.bwc-archive.json');
  const said = JSON.parse(readFileSync(marker, 'utf8')) as object;
  chmodSync(marker, 0o640);
  writeFileSync(marker, JSON.stringify({ ...said, archiveId: id }));

  const argv = (world: string): string[] => {
    const text = clearText(join(world, 'archive'), id, 'after_days = 1').replace('"/dock"', `"${join(world, 'dock')}"`);
    writeFileSync(join(world, 'data', 'config.toml'), text);
    return [join(world, 'data'), NOW];
  };
  const examine = async (world: string): Promise<string[]> => {
    const data = join(world, 'data');
    const wrong: string[] = [];
    const isHere = (storedPath: string): boolean => existsSync(join(data, storedPath));
    const kindsOf = async (clip: string): Promise<string[]> =>
      (await json<EventView[]>('events', '--clip', clip, '--limit', '1000', '--data', data)).map((e) => e.kind);
    for (const clip of originals) {
      if (!isHere(clip.storedPath) && !(await kindsOf(clip.id)).includes('clip.cleared'))
        wrong.push('an original went before it was on record');
      if (!existsSync(objectPath(join(world, 'archive'), originalKey(clip.sha256)))) wrong.push('the archive lost it');
    }
    const { findings } = await json<VerifyAnswer>('verify', '--data', data);
    wrong.push(...findings.filter((f) => f.kind !== LEFT_BY_A_CRASH).map((f) => `found ${f.kind} ${f.subject}`));
    const again = spawnSync(process.execPath, [CLEARING, ...argv(world)], { encoding: 'utf8' });
    if (again.status !== 0) wrong.push(`begun anew it ended with ${String(again.status)}: ${again.stderr}`);
    const healed = await json<VerifyAnswer>('verify', '--data', data);
    wrong.push(...healed.findings.map((f) => `still found ${f.kind} ${f.subject}`));
    for (const clip of originals) {
      if (isHere(clip.storedPath)) wrong.push(`an original is left behind: ${again.stdout}`);
      const kinds = await kindsOf(clip.id);
      const [cleared, kept] = ['clip.cleared', 'clip.local_again'].map(
        (k) => kinds.filter((kind) => kind === k).length,
      );
      if ((cleared ?? 0) - (kept ?? 0) !== 1) wrong.push(`cleared ${String(cleared)} times: ${kinds.join(' ')}`);
    }
    return wrong;
  };
  expect(originals.map(({ storedPath }) => readFileSync(join(root, storedPath)).length > 0)).toEqual([true, true]);
  expect(await killAtSteps(scratch, { name: 'clear', base, argv, program: CLEARING, sampled: 6, examine })).toEqual([]);
});
