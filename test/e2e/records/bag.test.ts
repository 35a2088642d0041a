/** A visit handed over as a bag, checked with what any machine has. */
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { bwc, bwcJson, errorCode } from '../support/bwc.js';
import { folderOf, media } from '../support/cards.js';
import { clipsOf, eventsOf, ingest, newStation, verify } from '../support/station.js';

interface Made {
  readonly folder: string;
  readonly files: number;
  readonly withheld: readonly { readonly clip: string; readonly bars: readonly string[] }[];
}

const checked = (folder: string): { ok: boolean; findings: unknown[]; proven: Record<string, number> }[] =>
  JSON.parse(execFileSync('python3', ['verify.py', '--json', '.'], { cwd: folder, encoding: 'utf8' })) as never;
const sums = (folder: string, list: string): string =>
  execFileSync('sha256sum', ['-c', '--strict', list], { cwd: folder, encoding: 'utf8' });

it('hands a visit over with what may leave, says what stays, and writes over nothing', async () => {
  const { data, dir } = await newStation();
  const card = {
    'VIDEO/20240301_080000.MP4': media('segment-1.mp4'),
    'VIDEO/20240301_090000.MP4': media('segment-2.mp4'),
  };
  const { visit } = await ingest(data, folderOf(dir, card));
  const to = join(dir, '移交 "光盘"');
  const take = (...more: string[]): string[] => ['archive', 'bag', visit.id, '--to', to, ...more, '--data', data];
  const refused = async (code: string, args: string[]): Promise<void> => {
    expect(errorCode(await bwc([...args, '--json']))).toBe(code);
  };
  await refused('bwc.bag.empty', take());
  await refused('bwc.store.not_found', ['archive', 'bag', 'v_none', '--to', to, '--data', data]);
  await refused('bwc.usage', ['archive', 'bag', visit.id, '--data', data]);
  const [first, second] = await clipsOf(data);
  const label = (clip = ''): Promise<unknown> => {
    const fields = ['--unit', '思明中队', '--inspection-date', '2024-03-01', '--inspection-content', '检查'];
    return bwcJson(['label', 'put', '--clip', clip, ...fields, '--party', '某店', '--data', data]);
  };
  await label(first?.id);
  const made = await bwcJson<Made>(take('--mhl'), 3);
  expect(made).toMatchObject({ files: 1, withheld: [{ clip: second?.id }] });
  expect(sums(made.folder, 'manifest-sha256.txt').match(/: OK/g)).toHaveLength(1);
  expect(sums(made.folder, 'tagmanifest-sha256.txt')).toContain('ascmhl/ascmhl_chain.xml: OK');
  expect(checked(made.folder)).toMatchObject([{ ok: true, proven: { records: 1 } }]);
  expect((await eventsOf(data, '--clip', first?.id ?? '')).map((e) => e.kind)).toContain('clip.handed_over');
  expect((await eventsOf(data, '--clip', second?.id ?? '')).map((e) => e.kind)).not.toContain('clip.handed_over');
  await refused('bwc.bag.exists', take());

  // Once more when all of it may go: the record of what left before goes on from there.
  await label(second?.id);
  await bwcJson(['label', 'put', '--clip', first?.id ?? '', '--party', '更正商店', '--data', data]);
  execFileSync('mv', [made.folder, join(dir, 'before')]);
  const whole = await bwcJson<Made>(take());
  expect(whole).toMatchObject({ files: 2, withheld: [] });
  expect(readdirSync(join(whole.folder, 'records', first?.id ?? ''))).toEqual(['0001.json', '0002.json']);
  expect(checked(whole.folder)).toMatchObject([{ ok: true, findings: [], proven: { records: 3 } }]);
  expect((await verify(data)).ok).toBe(true);

  // What is not the original any more does not leave as one.
  const stored = join(data, first?.storedPath ?? '');
  chmodSync(stored, 0o600);
  writeFileSync(stored, 'something else');
  execFileSync('mv', [whole.folder, join(dir, 'whole')]);
  await refused('bwc.store.original_altered', take());
  expect(existsSync(join(whole.folder, 'tagmanifest-sha256.txt'))).toBe(false);
}, 300_000);
