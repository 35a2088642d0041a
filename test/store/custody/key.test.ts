import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ensureStationKey, loadPublicKey, loadStationKey } from '../../../src/store/custody/key.js';
import { dataPaths, type DataPaths } from '../../../src/store/paths.js';
import { tempFolder } from '../support.js';

async function withKey(): Promise<DataPaths> {
  const paths = dataPaths(await tempFolder());
  await ensureStationKey(paths);
  return paths;
}

const code = (name: string): Error => expect.objectContaining({ code: name }) as Error;

describe('the station key', () => {
  it('is Ed25519, readable by its owner alone, its public half by all', async () => {
    const paths = await withKey();
    expect(statSync(paths.privateKey).mode & 0o777).toBe(0o600);
    expect(statSync(paths.publicKey).mode & 0o777).toBe(0o644);
    const { privateKey, publicKey } = loadStationKey(paths);
    expect([privateKey.asymmetricKeyType, publicKey.asymmetricKeyType]).toEqual(['ed25519', 'ed25519']);
    expect(createPublicKey(privateKey).equals(loadPublicKey(paths))).toBe(true);
  });

  it('is kept by a second init, and its lost public half made again', async () => {
    const paths = await withKey();
    const before = [readFileSync(paths.privateKey, 'utf8'), readFileSync(paths.publicKey, 'utf8')];
    rmSync(paths.publicKey);
    await ensureStationKey(paths);
    expect([readFileSync(paths.privateKey, 'utf8'), readFileSync(paths.publicKey, 'utf8')]).toEqual(before);
  });

  it('leaves nothing half-written where init was cut off', async () => {
    const paths = dataPaths(await tempFolder());
    writeFileSync(`${paths.privateKey}.new`, '-----BEGIN PRIV', { mode: 0o644 });
    await ensureStationKey(paths);
    expect(statSync(paths.privateKey).mode & 0o777).toBe(0o600);
    expect(() => loadStationKey(paths)).not.toThrow();
    expect(() => statSync(`${paths.privateKey}.new`)).toThrow('ENOENT');
  });

  it.each([0o640, 0o604, 0o660, 0o644])('is refused with mode %o', async (mode) => {
    const paths = await withKey();
    chmodSync(paths.privateKey, mode);
    expect(() => loadStationKey(paths)).toThrow(code('bwc.custody.key_mismatch'));
  });

  it('is refused beside the public half of another', async () => {
    const [paths, other] = [await withKey(), await withKey()];
    copyFileSync(other.publicKey, paths.publicKey);
    expect(() => loadStationKey(paths)).toThrow(code('bwc.custody.key_mismatch'));
  });

  it.each(['privateKey', 'publicKey'] as const)('says that %s is missing or unreadable', async (which) => {
    const paths = await withKey();
    writeFileSync(paths[which], 'no key at all');
    expect(() => loadStationKey(paths)).toThrow(code('bwc.custody.key_missing'));
    rmSync(paths[which]);
    expect(() => loadStationKey(paths)).toThrow(code('bwc.custody.key_missing'));
    mkdirSync(paths[which], { mode: 0o700 });
    expect(() => loadStationKey(paths)).toThrow(code('bwc.custody.key_missing'));
  });

  it('of another kind is refused', async () => {
    const paths = await withKey();
    const { privateKey, publicKey } = generateKeyPairSync('ed448');
    writeFileSync(paths.privateKey, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    writeFileSync(paths.publicKey, publicKey.export({ type: 'spki', format: 'pem' }));
    expect(() => loadStationKey(paths)).toThrow(code('bwc.custody.key_mismatch'));
  });
});
