/** What `bwc restore` refuses, as whoever types it sees it: the code, the exit status, and that nothing was made. */
import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { makeRecoveryPair } from '../../src/archive/backup/recovery-key.js';
import { run } from '../../src/cli/program.js';
import { ordinaryClip } from '../records/disposal/support.js';
import { SyncedStation } from '../station/restore/support.js';
import { tempFolder } from '../store/support.js';

interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function bwc(...args: readonly string[]): Promise<Answer> {
  let [out, err] = ['', ''];
  const code = await run(args, {
    out: (text) => (out += text),
    err: (text) => (err += text),
    tty: false,
    columns: 200,
    env: { BWC_LANG: 'en' },
    cwd: '/',
  });
  return { code, out, err };
}

describe('bwc restore', () => {
  let station: SyncedStation;
  let dir: string;
  let data: string;
  let paper: string;
  beforeEach(async () => {
    station = await SyncedStation.open();
    await ordinaryClip(station.onRecord);
    await station.sync();
    dir = await tempFolder();
    data = join(dir, '新 站');
    paper = join(dir, 'bureau.recovery');
    writeFileSync(paper, station.pair.secretText);
  });

  const restore = (...more: readonly string[]): Promise<Answer> =>
    bwc('restore', station.archive, '--recovery-key', paper, '--data', data, ...more);
  const refused = async (answer: Promise<Answer>, status: number, code: string): Promise<string> => {
    const { code: actual, err, out } = await answer;
    expect([actual, err.includes(code)], `${code}: ${out}${err}`).toEqual([status, true]);
    expect(existsSync(join(data, 'station.json'))).toBe(false);
    return err;
  };
  const manifests = (): string[] => {
    const folder = join(station.archive, 'backups', station.store.marker.stationId);
    return readdirSync(folder)
      .sort()
      .map((name) => join(folder, name, 'manifest.json'));
  };
  const alter = (file: string): void => {
    chmodSync(file, 0o640);
    writeFileSync(file, readFileSync(file, 'utf8').replace('"counts"', '"Counts"'));
  };

  it('takes the right key and nothing else', async () => {
    await refused(bwc('restore', station.archive, '--data', data), 2, 'bwc.usage');
    await refused(restore('--recovery-key', join(dir, 'nowhere')), 2, 'bwc.usage');
    const other = join(dir, 'other.recovery');
    writeFileSync(other, makeRecoveryPair().secretText);
    await refused(restore('--recovery-key', other), 1, 'bwc.restore.key');
    writeFileSync(other, '一张白纸');
    await refused(restore('--recovery-key', other), 1, 'bwc.restore.key');
    await refused(restore('--key', other), 2, 'bwc.usage');
    const { publicKey } = generateKeyPairSync('ed25519');
    writeFileSync(other, publicKey.export({ type: 'spki', format: 'pem' }));
    await refused(restore('--key', other), 4, 'bwc.custody.key_mismatch');
  });

  it('wants an archive, a station it knows and a backup of it', async () => {
    const empty = join(dir, 'empty');
    mkdirSync(empty);
    await refused(bwc('restore', empty, '--recovery-key', paper, '--data', data), 1, 'bwc.archive.vanished');
    expect(await refused(restore('--station', 'st_other'), 1, 'bwc.restore.station')).toContain('st_other');
    await refused(restore('--at', '99'), 1, 'bwc.restore.no_backup');
    await refused(restore('--at', 'last'), 2, 'bwc.usage');
    await refused(restore('--originals', 'needed', '--as-successor'), 2, 'bwc.usage');
    for (const file of manifests()) alter(file);
    expect(await refused(restore(), 1, 'bwc.restore.no_backup')).toMatch(/backup 1 cannot be used: .+/);
  });

  it('never goes on from less than the archive has witnessed, unless as a successor', async () => {
    station.clock.pass(86_400_000);
    await ordinaryClip(station.onRecord);
    await station.sync();
    for (const file of manifests().slice(1)) alter(file);
    const err = await refused(restore(), 1, 'bwc.restore.witnessed');
    expect(err).toMatch(/backup 1 holds \d+ entries, \d+ were witnessed/);
    expect((await restore('--dry-run')).code).toBe(3);
    expect((await restore('--as-successor')).code).toBe(3);
  });

  it('touches no directory that holds something, and no restore of another station', async () => {
    mkdirSync(data);
    writeFileSync(join(data, '照片.jpg'), 'x');
    expect(await refused(restore(), 1, 'bwc.restore.not_empty')).toContain('照片.jpg');
    expect(readdirSync(data)).toEqual(['照片.jpg']);
    rmSync(join(data, '照片.jpg'));
    const state = { id: 'r', station: 'st_another', backup: 1, manifestSha256: 'aa', continues: 'st_another' };
    writeFileSync(join(data, 'restore.json'), JSON.stringify(state));
    expect(await refused(restore(), 1, 'bwc.restore.other')).toContain('st_another');
  });

  it('says what it needs and what there is where the disk is too small', async () => {
    const { db } = station.store;
    db.prepare(
      "INSERT INTO originals SELECT 'ff', 4000000000000000, NULL, 'x', stored_at, read_back, 0 FROM originals",
    ).run();
    station.clock.pass(86_400_000);
    await ordinaryClip(station.onRecord);
    await station.sync();
    expect((await restore('--dry-run')).code).toBe(3);
    expect(await refused(restore(), 1, 'bwc.restore.no_room')).toMatch(/needs 4\d{15} bytes, there are \d+/);
  });

  it('makes one station of a backup, and names what the archive lacks of its footage', async () => {
    const original = readdirSync(join(station.archive, 'originals'), { recursive: true, encoding: 'utf8' }).find((n) =>
      /[0-9a-f]{64}$/.test(n),
    );
    const without = join(dir, 'without');
    cpSync(station.archive, without, { recursive: true });
    rmSync(join(without, 'originals', original ?? 'x'));
    const lacking = await bwc('restore', without, '--recovery-key', paper, '--data', join(dir, 'lacking'));
    expect([lacking.code, lacking.out.includes('original.missing')], lacking.out).toEqual([4, true]);
    expect((await restore()).code).toBe(0);
    expect((await restore()).err).toContain('bwc.restore.not_empty');
    const second = await bwc('restore', station.archive, '--recovery-key', paper, '--data', join(dir, 'second'));
    expect([second.code, second.err.includes('bwc.archive.superseded')], second.err).toEqual([1, true]);
    expect(existsSync(join(dir, 'second', 'station.json'))).toBe(false);
  });
});
