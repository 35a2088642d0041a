/** The catalogue held against its archives, by the command as people run it. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { checkpointKey, recordKey, stationKeyKey } from '../../../../src/archive/document-keys.js';
import { originalKey } from '../../../../src/archive/keys.js';
import { run } from '../../../../src/cli/program.js';
import { put, SimulatedStation } from '../../../bureau/simulated-station.js';
import { archiveOf, newCatalogue, type Catalogue } from './support.js';

let catalogue: Catalogue;

async function bwc(...args: readonly string[]) {
  let out = '';
  let err = '';
  const code = await run(['bureau', ...args], {
    out: (text) => (out += text),
    err: (text) => (err += text),
    ...{ tty: false, columns: 80, cwd: '/', env: { BWC_BUREAU_DATABASE: catalogue.address(), BWC_LANG: 'en' } },
  });
  return { code, out, err, json: (): unknown => JSON.parse(out) };
}

beforeEach(async () => {
  catalogue = await newCatalogue();
});

async function imported() {
  const station = new SimulatedStation('st-1');
  const first = station.clip({ party: '某店', event: '行政检查', late: true });
  const second = station.clip({ party: '另一家店' });
  const folder = await archiveOf(station);
  const key = join(folder, stationKeyKey('st-1'));
  const registered = await bwc('register', 'st-1', '--key', key);
  const der = execFileSync('openssl', ['pkey', '-pubin', '-in', key, '-outform', 'DER'], { stdio: 'pipe' });
  expect(registered.out).toContain(createHash('sha256').update(der).digest('hex'));
  expect(await bwc('import', folder)).toMatchObject({ code: 0 });
  return { station, first, second, folder };
}

describe('bwc bureau', () => {
  it('audit finds nothing where nothing is missing, and counts what is not imported yet', async () => {
    const { station, folder } = await imported();
    expect(await bwc('audit', folder, '--read')).toMatchObject({ code: 0 });
    station.clip();
    station.sendTo(folder);
    const { code, json } = await bwc('audit', folder, '--json');
    expect(code).toBe(0);
    expect(json()).toMatchObject({
      checked: { stations: 1, checkpoints: 2, records: 2, objects: 2 },
      notImported: { records: 1, objects: 1 },
      clean: true,
    });
  });

  it('audit names what is gone and what is not what it was', async () => {
    const { station, first, second, folder } = await imported();
    const copy = await archiveOf(station);
    rmSync(join(folder, originalKey(first.document.content.clip.sha256)));
    put(folder, originalKey(second.document.content.clip.sha256), 'x');
    rmSync(join(folder, recordKey('st-1', first.clip, 1)));
    put(folder, recordKey('st-1', second.clip, 1), Buffer.alloc(second.bytes.length, 'x'));
    rmSync(join(folder, checkpointKey('st-1', station.size)));
    const looked = await bwc('audit', folder, '--json');
    expect(looked.code).toBe(1);
    expect(looked.json()).toMatchObject({
      counts: { alarm: 0, object: 2, record: 1, chain: 0, checkpoint: 1 },
      clean: false,
    });
    expect((await bwc('audit', folder, '--read', '--json')).json()).toMatchObject({ counts: { record: 2 } });
    // What one archive has lost, another one may have: what is left is a copy that is not what it was.
    expect((await bwc('audit', folder, copy, '--json')).json()).toMatchObject({ counts: { object: 1, record: 0 } });
  });

  it('search and stats say it to people and to programs, in both languages', async () => {
    await imported();
    const found = await bwc('search', '--party', '某店', '--mark', 'late', '--json');
    expect(found.json()).toMatchObject({ rows: [{ party: '某店', late: true }], next: null });
    const page = (await bwc('search', '--limit', '1', '--json')).json() as { next: string };
    const next = (await bwc('search', '--limit', '1', '--after', page.next, '--json')).json();
    expect(next).toMatchObject({ rows: [{ party: '某店' }], next: null });
    expect((await bwc('search', '某店', '--lang', 'zh')).out).toMatch(/当事人[^]*某店[^]*逾期/);
    expect((await bwc('stats')).out).toMatch(/st-1 +2 +[^]*2026-03 +2[^]*行政检查 +1[^]*2 files, 0 of them/);
    expect((await bwc('stats', '--json')).json()).toMatchObject({ all: { clips: 2, late: 1 } });
  });

  it('says what is wrong with what it was given, and never a password', async () => {
    for (const args of [
      ['search', '--from', '2026-02-30'],
      ['search', '--after', 'x'],
      ['search', '--sha256', 'x'],
      ['search', '张'],
      ['search', '--mark', 'x'],
      ['register', 'st-1', '--key', '/nowhere'],
      ['init', '--zone', 'Nowhere/At_All'],
    ])
      expect([args, (await bwc(...args)).code]).toEqual([args, 2]);
    const { code, err } = await bwc('stats', '--database', 'postgresql://u:geheim@127.0.0.1:1/d');
    expect(code).toBe(1);
    expect(err).toMatch(/bwc\.bureau\.unreachable/);
    expect(err).not.toContain('geheim');
    expect((await bwc('import', '/nowhere')).err).toMatch(/bwc\.archive\.vanished/);
  });
});
