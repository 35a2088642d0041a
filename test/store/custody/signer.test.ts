import { createPublicKey } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openCheckpoint } from '../../../src/store/custody/checkpoint.js';
import { leafHash } from '../../../src/store/custody/merkle.js';
import { readLastSigned } from '../../../src/store/custody/signer.js';
import type { DataPaths } from '../../../src/store/paths.js';
import { openStationStore, type StationStore } from '../../../src/store/station-store.js';
import { initAt, openStore, storeOptions, tamper, tempFolder } from '../support.js';

/** A station that wrote and signed `n` more entries than a fresh one, closed. */
async function signedStation(n = 6): Promise<DataPaths> {
  const paths = await initAt(`${await tempFolder()}/data`);
  await use(paths, async (store) => {
    append(store, n);
    await store.signer.sign();
  });
  return paths;
}

const append = (store: StationStore, n: number): void => {
  store.transaction(() => {
    for (let i = 0; i < n; i += 1) store.log.append('store.verified', { i });
  });
};

async function use(paths: DataPaths, act: (store: StationStore) => Promise<void> | void): Promise<void> {
  const store = openStationStore(paths, storeOptions);
  try {
    await act(store);
  } finally {
    store.close();
  }
}

const snapshot = async (paths: DataPaths): Promise<string> => {
  const copy = await tempFolder();
  cpSync(paths.root, copy, { recursive: true });
  return copy;
};

const opening = (paths: DataPaths) => (): void => {
  openStationStore(paths, storeOptions).close();
};
const regression = expect.objectContaining({ code: 'bwc.custody.regression' }) as Error;

describe('signing', () => {
  it('covers every entry, in the file and in the database alike', async () => {
    const store = openStore(await signedStation(6));
    const last = readLastSigned(store.paths);
    const row = store.db.prepare('SELECT size, note FROM checkpoints ORDER BY size DESC LIMIT 1').get();
    expect(row).toEqual(last);
    expect(last?.size).toBe(store.log.head().size);
  });

  it('signs nothing twice and never less', async () => {
    const store = openStore(await signedStation());
    const before = readFileSync(store.paths.lastSigned, 'utf8');
    await Promise.all([store.signer.sign(), store.signer.sign()]);
    expect(readFileSync(store.paths.lastSigned, 'utf8')).toBe(before);
    append(store, 1);
    await Promise.all([store.signer.sign(), store.signer.sign()]);
    expect(store.db.prepare('SELECT count(*) FROM checkpoints').pluck().get()).toBe(3);
    expect(readLastSigned(store.paths)?.size).toBe(store.log.head().size);
  });

  it('goes on after a failure to write', async () => {
    const store = openStore(await signedStation());
    append(store, 1);
    rmSync(store.paths.custody, { recursive: true });
    await expect(store.signer.sign()).rejects.toThrow('ENOENT');
    mkdirSync(store.paths.custody);
    await store.signer.sign();
    expect(readLastSigned(store.paths)?.size).toBe(store.log.head().size);
  });

  it('signs what its key can vouch for', async () => {
    const store = openStore(await signedStation());
    const note = readLastSigned(store.paths)?.note ?? '';
    const opened = openCheckpoint(note, createPublicKey(readFileSync(store.paths.publicKey)));
    expect(opened).toEqual({
      ok: true,
      checkpoint: { origin: `bwc-station/${store.marker.stationId}`, ...store.log.head() },
    });
  });
});

describe('a station does not start', () => {
  it('on a log that was cut off', async () => {
    const paths = await signedStation();
    tamper(paths, (db) => {
      db.exec(
        'DELETE FROM custody_entries WHERE seq > 3; DELETE FROM custody_nodes WHERE (idx + 1) << level > 4; DELETE FROM checkpoints WHERE size > 4',
      );
    });
    expect(opening(paths)).toThrow(regression);
  });

  it('on a log whose end was rewritten', async () => {
    const paths = await signedStation(6);
    tamper(paths, (db) => {
      db.exec(
        'DELETE FROM custody_entries WHERE seq > 2; DELETE FROM custody_nodes WHERE (idx + 1) << level > 3; DELETE FROM checkpoints',
      );
    });
    const signed = readFileSync(paths.lastSigned);
    rmSync(paths.lastSigned);
    // The forger uses the station's own program to make the chain and the tree fit again.
    await use(paths, (store) => {
      append(store, 20);
    });
    writeFileSync(paths.lastSigned, signed);
    expect(opening(paths)).toThrow(regression);
  });

  it('on a database restored from an older copy', async () => {
    const paths = await signedStation();
    const old = await snapshot(paths);
    await use(paths, async (store) => {
      append(store, 3);
      await store.signer.sign();
    });
    for (const suffix of ['', '-wal', '-shm']) {
      rmSync(paths.database + suffix, { force: true });
      if (existsSync(`${old}/station.db${suffix}`)) cpSync(`${old}/station.db${suffix}`, paths.database + suffix);
    }
    expect(opening(paths)).toThrow(regression);
  });

  it('without the file of the last size signed', async () => {
    const paths = await signedStation();
    rmSync(paths.lastSigned);
    expect(opening(paths)).toThrow(regression);
  });

  it('with an older one put in its place', async () => {
    const paths = await signedStation();
    const old = await snapshot(paths);
    await use(paths, async (store) => {
      append(store, 3);
      await store.signer.sign();
    });
    cpSync(`${old}/custody/last-signed.json`, paths.lastSigned);
    expect(opening(paths)).toThrow(regression);
  });

  it.each([
    ['is empty', (): string => ''],
    ['is no JSON', (): string => '{"size":'],
    ['says another size than its checkpoint', (text: string): string => text.replace(/"size":\d+/, '"size":900000')],
  ])('where that file %s', async (_, change) => {
    const paths = await signedStation();
    writeFileSync(paths.lastSigned, change(readFileSync(paths.lastSigned, 'utf8')));
    expect(opening(paths)).toThrow(regression);
  });

  it('where that file was signed by another key', async () => {
    const [paths, stranger] = [await signedStation(), await signedStation()];
    cpSync(stranger.lastSigned, paths.lastSigned);
    expect(opening(paths)).toThrow(expect.objectContaining({ code: 'bwc.custody.key_mismatch' }));
  });

  it('on an entry that was altered, even with its hash', async () => {
    const paths = await signedStation();
    tamper(paths, (db) => {
      const bytes = db.prepare<[], Buffer>('SELECT bytes FROM custody_entries WHERE seq = 2').pluck().get() as Buffer;
      const forged = Buffer.from(bytes.toString().replace('"i":', '"j":'));
      db.prepare('UPDATE custody_entries SET bytes = ?, hash = ? WHERE seq = 2').run(forged, leafHash(forged));
    });
    expect(opening(paths)).toThrow(expect.objectContaining({ code: 'bwc.custody.chain_broken', details: { seq: 3 } }));
  });

  it('but does on an untouched one, as often as one likes', async () => {
    const paths = await signedStation();
    for (let i = 0; i < 3; i += 1) expect(opening(paths)).not.toThrow();
  });
});
