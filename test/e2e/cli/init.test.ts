import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import { parse } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import type { StationStatus } from '../../../src/web/status.js';
import { bwcJson, bwcProcess, errorCode, scratch } from '../support/bwc.js';
import { configure, newStation, verify } from '../support/station.js';

const modeOf = (path: string): number => statSync(path).mode & 0o777;

const init = async (data: string): Promise<void> => {
  expect((await bwcProcess(['init', '--data', data, '--unit', '思明中队', '--name', '一号站'])).code).toBe(0);
};

describe('bwc init', () => {
  it('SP-01: makes a whole data directory of one unit and says where', async () => {
    const data = join(scratch(), 'deep', 'station');
    const made = await bwcJson<{
      dataDir: string;
      stationId: string;
      config: string;
      publicKey: string;
      keyId: string;
    }>(['init', '--data', data, '--unit', '思明中队']);
    expect(made).toMatchObject({
      dataDir: data,
      config: join(data, 'config.toml'),
      publicKey: join(data, 'station.pub'),
    });
    expect(made.keyId).toMatch(/^[0-9a-f]{8}$/);
    for (const name of [
      'config.toml',
      'station.json',
      'station.key',
      'station.pub',
      'station.db',
      'originals',
      'incoming',
      'custody',
    ]) {
      expect(existsSync(join(data, name)), name).toBe(true);
    }
    expect(createPublicKey(readFileSync(made.publicKey)).asymmetricKeyType).toBe('ed25519');
    const status = await bwcJson<StationStatus>(['status', '--data', data]);
    expect(status.station).toMatchObject({ id: made.stationId, unit: '思明中队' });
    expect(status).toMatchObject({ daemon: null, clips: 0 });
    expect((await verify(data)).findings).toEqual([]);
  });

  it('SP-31, XM-31: keeps the key and the evidence from others on the machine', async () => {
    const data = join(scratch(), 'station');
    await init(data);
    expect(modeOf(join(data, 'station.key'))).toBe(0o600);
    expect(modeOf(data) & 0o007).toBe(0);
    for (const folder of ['originals', 'incoming', 'custody', 'derived'])
      expect(modeOf(join(data, folder)) & 0o007).toBe(0);
  });

  it('explains every key of the configuration right above it', async () => {
    const data = join(scratch(), 'station');
    await init(data);
    const text = readFileSync(join(data, 'config.toml'), 'utf8');
    const lines = text.split('\n');
    const keys = lines.flatMap((line, i) => (/^[a-z_]+ = /.test(line) ? [{ line, above: lines[i - 1] ?? '' }] : []));
    expect(keys.length).toBeGreaterThan(12);
    for (const { line, above } of keys) expect(above, line).toMatch(/^# \S/);
    expect(parse(text)).toMatchObject({ station: { name: '一号站', unit: '思明中队', timezone: 'Asia/Shanghai' } });
    expect(text).toContain('[[drop_folder]]');
  });

  it('refuses a second time and changes nothing', async () => {
    const data = join(scratch(), 'station');
    await init(data);
    const before = readFileSync(join(data, 'station.key'), 'utf8');
    const again = await bwcProcess(['init', '--data', data, '--json']);
    expect(again.code).toBe(1);
    expect(errorCode(again)).toBe('bwc.data.exists');
    expect(readFileSync(join(data, 'station.key'), 'utf8')).toBe(before);
  });

  it('refuses a folder that holds something else', async () => {
    const data = scratch();
    writeFileSync(join(data, 'holiday.jpg'), 'mine');
    const answer = await bwcProcess(['init', '--data', data, '--json']);
    expect(errorCode(answer)).toBe('bwc.data.exists');
    expect(answer.stderr).toContain('holiday.jpg');
    expect(readdirSync(data)).toEqual(['holiday.jpg']);
  });

  it('leaves nothing usable behind when it was cut off, and finishes with the same key on the next try', async () => {
    const data = join(scratch(), 'station');
    await init(data);
    const key = readFileSync(join(data, 'station.key'), 'utf8');
    // The marker is written last: without it the directory is one whose init never ended.
    for (const name of readdirSync(data))
      if (/^station\.(?:json|db)|^custody|^holder/.test(name)) rmSync(join(data, name), { recursive: true });
    for (const command of ['status', 'clips', 'verify', 'start']) {
      const refused = await bwcProcess([command, '--data', data, '--json']);
      expect([command, refused.code, errorCode(refused)]).toEqual([command, 1, 'bwc.data.half_initialised']);
    }
    await init(data);
    expect(readFileSync(join(data, 'station.key'), 'utf8')).toBe(key);
    expect((await verify(data)).ok).toBe(true);
  });
});

describe('the configuration', () => {
  it('names the key that is wrong, to every command', async () => {
    const { data } = await newStation();
    const file = join(data, 'config.toml');
    const text = readFileSync(file, 'utf8');
    const mistakes: readonly (readonly [command: string, from: string, to: string, named: string])[] = [
      ['start', 'lanes = 4', 'lanes = 4\nspeed = "fast"', 'speed'],
      ['status', 'lanes = 4', 'lanes = "many"', 'ingest.lanes'],
      ['status', '"Asia/Shanghai"', '"Asia/Atlantis"', 'station.timezone'],
      ['clips', 'lanes = 4', 'lanes = = 4', 'config.toml'],
      ['start', 'reserve = "1 MiB"', 'reserve = "much"', 'ingest.reserve'],
    ];
    for (const [command, from, to, named] of mistakes) {
      expect(text).toContain(from);
      writeFileSync(
        file,
        text.replace(from, () => to),
      );
      const answer = await bwcProcess([command, '--data', data, '--json']);
      expect([to, answer.code, errorCode(answer)]).toEqual([to, 1, 'bwc.config.invalid']);
      expect(answer.stderr).toContain(named);
    }
  });

  it('is found missing', async () => {
    const { data } = await newStation();
    rmSync(join(data, 'config.toml'));
    expect(errorCode(await bwcProcess(['status', '--data', data, '--json']))).toBe('bwc.config.missing');
    const doctor = await bwcProcess(['doctor', '--data', data]);
    expect(doctor.code).toBe(1);
    expect(doctor.stdout).toContain('config.toml');
  });

  it('takes what is changed', async () => {
    const { data } = await newStation();
    configure(data, { timezone: '"Asia/Urumqi"' });
    const status = await bwcJson<StationStatus>(['status', '--data', data]);
    expect(status.station.timezone).toBe('Asia/Urumqi');
  });
});
