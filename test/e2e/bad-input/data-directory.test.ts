import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeAll, afterAll, describe, expect, it } from 'vitest';
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { bwc, errorCode, scratch } from '../support/bwc.js';
import { folderOf, media } from '../support/cards.js';
import { clipsOf, ingest, tamper, verify, type VerifyAnswer } from '../support/station.js';

/** One station with three clips, made once; every test spoils a copy of its own. */
let whole = '';
const pristine = (): string => {
  const data = join(scratch(), 'data');
  cpSync(join(whole, 'data'), data, { recursive: true });
  return data;
};

beforeAll(async () => {
  whole = mkdtempSync(join(tmpdir(), 'bwc-e2e-'));
  const data = join(whole, 'data');
  expect((await bwc(['init', '--data', data])).code).toBe(0);
  await ingest(
    data,
    folderOf(whole, { '20260301_080000.mp4': media('segment-1.mp4'), '20260301_090000.mp4': media('segment-2.mp4') }),
  );
  await ingest(
    data,
    folderOf(whole, { 'PARAM.INI': '[ZFY]\nDevNo=A1\n', '20260301_100000.jpg': media('photo.jpg') }, 'second'),
  );
  expect((await verify(data)).findings).toEqual([]);
});

afterAll(() => {
  execFileSync('rm', ['-rf', whole]);
});

const refusal = async (data: string, command: string): Promise<readonly [number | null, string | undefined]> => {
  const answer = await bwc([command, '--data', data, '--json', ...(command === 'ingest' ? [whole] : [])]);
  return [answer.code, errorCode(answer)];
};

const firstOf = async (
  data: string,
): Promise<{ readonly id: string; readonly path: string; readonly storedPath: string }> => {
  const [clip] = await clipsOf(data);
  if (clip === undefined) throw new Error('no clip');
  return { id: clip.id, storedPath: clip.storedPath, path: join(data, clip.storedPath) };
};

const kinds = ({ findings }: VerifyAnswer): string[] => findings.map((f) => f.kind);
const APPEND_ONLY = ['DROP TRIGGER custody_entries_no_update', 'DROP TRIGGER custody_entries_no_delete'];

describe('a data directory of another version', () => {
  it('is refused by every command, whichever part says so', async () => {
    const data = pristine();
    const marker = join(data, 'station.json');
    writeFileSync(marker, readFileSync(marker, 'utf8').replace('"format":1', '"format":2'));
    for (const command of ['status', 'verify', 'ingest', 'start'])
      expect([command, ...(await refusal(data, command))]).toEqual([command, 1, 'bwc.data.version']);
    const newer = pristine();
    tamper(newer, 'PRAGMA user_version = 99');
    for (const command of ['status', 'ingest'])
      expect([command, ...(await refusal(newer, command))]).toEqual([command, 1, 'bwc.data.version']);
    writeFileSync(marker, 'not JSON');
    expect(await refusal(data, 'status')).toEqual([1, 'bwc.data.version']);
  });
});

describe('SH-22, SH-26, SP-28, PD-29, TJ-25, TJ-36, XM-27, XM-28: originals', () => {
  it('that were altered, are missing or are too many are named, one finding each', async () => {
    const data = pristine();
    const [a, b] = await clipsOf(data);
    const altered = join(data, a?.storedPath ?? '');
    chmodSync(altered, 0o600);
    const bytes = readFileSync(altered);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(altered, bytes);
    rmSync(join(data, b?.storedPath ?? ''));
    const stranger = (b?.storedPath ?? '').replace(/[0-9a-f]{8}\./, 'ffffffff.');
    writeFileSync(join(data, stranger), 'planted');
    const answer = await verify(data, 4);
    expect(answer.findings.map(({ kind, subject }) => [kind, subject]).sort()).toEqual([
      ['original.altered', a?.storedPath],
      ['original.missing', b?.storedPath],
      ['original.unexpected', stranger],
    ]);
    const shown = await bwc(['verify', '--data', data]);
    expect(shown.code).toBe(4);
    expect(shown.stdout).toContain(`original.missing  ${b?.storedPath ?? ''}`);
    expect(shown.stdout).toContain('3 findings');
    // The findings are an alarm until a later look finds nothing.
    expect((await bwc(['status', '--data', data])).stdout).toContain('store.finding');
  });

  it('that were cut short or replaced by a link are altered', async () => {
    const data = pristine();
    const { path, storedPath } = await firstOf(data);
    chmodSync(path, 0o600);
    truncateSync(path, 100);
    expect((await verify(data, 4)).findings).toMatchObject([{ kind: 'original.altered', subject: storedPath }]);
    renameSync(path, join(data, '..', 'elsewhere'));
    execFileSync('ln', ['-s', join(data, '..', 'elsewhere'), path]);
    expect((await verify(data, 4)).findings).toMatchObject([
      { kind: 'original.altered', subject: storedPath, detail: 'a symbolic link stands in its place' },
    ]);
  });

  it('that went missing come back when their camera is docked again', async () => {
    const data = pristine();
    for (const c of await clipsOf(data)) rmSync(join(data, c.storedPath));
    const again = await ingest(data, join(whole, 'card'));
    expect(again.visit.safeToRemove).toBe(true);
    const answer = await verify(data, 4);
    expect(kinds(answer)).toEqual(['original.missing']);
  });
});

describe('the database', () => {
  it('with a row changed behind the log is told, and which', async () => {
    const data = pristine();
    const { id } = await firstOf(data);
    tamper(data, `UPDATE clips SET officer_no = '999999', source_path = 'other.mp4' WHERE id = '${id}'`);
    const answer = await verify(data, 4);
    expect(answer.findings.map((f) => [f.kind, f.subject])).toEqual([
      ['row.altered', id],
      ['row.altered', id],
    ]);
    expect(answer.findings.map((f) => f.detail).join()).toMatch(/officer_no is 999999/);
  });

  it('with a clip taken out, or one slipped in, is told', async () => {
    const data = pristine();
    const { id } = await firstOf(data);
    tamper(data, `DELETE FROM clips WHERE id = '${id}'`);
    expect(kinds(await verify(data, 4))).toContain('row.missing');
    const other = pristine();
    tamper(other, `UPDATE clips SET id = 'c_01ARZ3NDEKTSV4RRFFQ69G5FAV' WHERE id = '${id}'`);
    expect(kinds(await verify(other, 4))).toEqual(expect.arrayContaining(['row.unexpected', 'row.missing']));
  });

  it('TJ-01, TJ-25: refuses to have its log rewritten, and tells when that was forced', async () => {
    const data = pristine();
    expect(() => {
      tamper(data, "UPDATE custody_entries SET at = 'x' WHERE seq = 3");
    }).toThrow('append-only');
    expect(() => {
      tamper(data, 'DELETE FROM custody_entries WHERE seq = 3');
    }).toThrow('append-only');
    tamper(
      data,
      ...APPEND_ONLY,
      "UPDATE custody_entries SET bytes = CAST(replace(CAST(bytes AS TEXT), '20260301_080000', '20260301_070000') AS BLOB)",
    );
    const answer = await verify(data, 4);
    expect(kinds(answer)).toContain('custody.chain');
    expect(answer.findings[0]?.subject).toMatch(/^entry \d+$/);
  });

  it('with an entry taken out of the middle is told', async () => {
    const data = pristine();
    tamper(data, ...APPEND_ONLY, 'DELETE FROM custody_entries WHERE seq = 5');
    const answer = await verify(data, 4);
    expect(answer.findings).toContainEqual(expect.objectContaining({ kind: 'custody.chain', subject: 'entry 5' }));
  });

  it('with the end of its log cut off is not written to again', async () => {
    const data = pristine();
    tamper(
      data,
      ...APPEND_ONLY,
      'DROP TRIGGER custody_nodes_no_delete',
      'DROP TRIGGER checkpoints_no_delete',
      'CREATE TEMP TABLE keep AS SELECT max(seq) - 3 AS n FROM custody_entries',
      'DELETE FROM custody_entries WHERE seq > (SELECT n FROM keep)',
      'DELETE FROM custody_nodes WHERE ((idx + 1) << level) > (SELECT n + 1 FROM keep)',
      'DELETE FROM checkpoints WHERE size > (SELECT n + 1 FROM keep)',
    );
    for (const command of ['start', 'ingest'])
      expect([command, ...(await refusal(data, command))]).toEqual([command, 4, 'bwc.custody.regression']);
    expect(kinds(await verify(data, 4))).toContain('custody.checkpoint');
  });

  it('that is an older copy is not taken for the present one', async () => {
    const data = pristine();
    const copy = scratch();
    const files = readdirSync(data).filter((name) => name.startsWith('station.db'));
    for (const name of files) cpSync(join(data, name), join(copy, name));
    await ingest(data, folderOf(scratch(), { 'new.mp4': media('segment-3.mp4') }));
    for (const name of readdirSync(data).filter((n) => n.startsWith('station.db'))) rmSync(join(data, name));
    for (const name of files) cpSync(join(copy, name), join(data, name));
    for (const command of ['start', 'ingest'])
      expect([command, ...(await refusal(data, command))]).toEqual([command, 4, 'bwc.custody.regression']);
    const answer = await verify(data, 4);
    expect(kinds(answer)).toEqual(expect.arrayContaining(['custody.checkpoint', 'original.unexpected']));
    const inWords = await bwc(['start', '--data', data]);
    expect(inWords.stderr).toContain('older copy');
  });

  it('whose last signed size was taken away is not written to', async () => {
    const data = pristine();
    rmSync(join(data, 'custody', 'last-signed.json'));
    expect(await refusal(data, 'start')).toEqual([4, 'bwc.custody.regression']);
    expect((await verify(data, 4)).findings).toMatchObject([
      { kind: 'custody.checkpoint', subject: 'custody/last-signed.json' },
    ]);
    writeFileSync(join(data, 'custody', 'last-signed.json'), 'garbage');
    expect(await refusal(data, 'start')).toEqual([4, 'bwc.custody.regression']);
    expect((await verify(data, 4)).findings).toMatchObject([
      { kind: 'custody.checkpoint', subject: 'custody/last-signed.json' },
    ]);
  });

  it('that is missing or damaged is said to be', async () => {
    const missing = pristine();
    for (const name of readdirSync(missing)) if (name.startsWith('station.db')) rmSync(join(missing, name));
    for (const command of ['status', 'verify'])
      expect((await refusal(missing, command))[1], command).toMatch(/^bwc\.data\./);
    expect((await refusal(missing, 'start'))[1]).toMatch(/^bwc\.(?:data|custody)\./);
    expect(existsSync(join(missing, 'station.json'))).toBe(true);
    const damaged = pristine();
    const db = join(damaged, 'station.db');
    const bytes = readFileSync(db);
    writeFileSync(db, bytes.fill(0x5a, 0, 100));
    expect(await refusal(damaged, 'status')).toEqual([4, 'bwc.data.corrupt']);
    expect(await refusal(damaged, 'verify')).toEqual([4, 'bwc.data.corrupt']);
    expect((await bwc(['doctor', '--data', damaged])).code).toBe(1);
  });
});

describe('the station key', () => {
  it('missing, open to others or of another station keeps the station from signing', async () => {
    const data = pristine();
    const key = join(data, 'station.key');
    chmodSync(key, 0o644);
    expect(await refusal(data, 'start')).toEqual([4, 'bwc.custody.key_mismatch']);
    chmodSync(key, 0o600);
    const kept = readFileSync(key);
    rmSync(key);
    expect(await refusal(data, 'start')).toEqual([4, 'bwc.custody.key_missing']);
    execFileSync('openssl', ['genpkey', '-algorithm', 'ed25519', '-out', key], { stdio: 'ignore' });
    chmodSync(key, 0o600);
    expect(await refusal(data, 'start')).toEqual([4, 'bwc.custody.key_mismatch']);
    // Both halves changed together: nothing that was signed is the new key's.
    const pub = join(data, 'station.pub');
    writeFileSync(pub, execFileSync('openssl', ['pkey', '-in', key, '-pubout']));
    expect(await refusal(data, 'start')).toEqual([4, 'bwc.custody.key_mismatch']);
    expect(new Set(kinds(await verify(data, 4)))).toEqual(new Set(['custody.checkpoint']));
    writeFileSync(key, 'no key at all');
    expect(await refusal(data, 'start')).toEqual([4, 'bwc.custody.key_missing']);
    writeFileSync(key, kept);
    writeFileSync(pub, execFileSync('openssl', ['pkey', '-in', key, '-pubout']));
    expect((await verify(data)).findings).toEqual([]);
    // What is signed can be checked without the private half.
    rmSync(key);
    const answer = await bwc(['verify', '--data', data]);
    expect(answer.stdout).toContain('nothing found');
  });
});

describe('bwc verify --budget', () => {
  it('that is enough for everything is a whole look', async () => {
    const data = pristine();
    const first = await bwc(['verify', '--data', data, '--budget', '1h', '--json']);
    expect(first.code).toBe(0);
    expect(JSON.parse(first.stdout)).toMatchObject({ complete: true, originalsRead: 3, resumeAfter: null });
  });
});
