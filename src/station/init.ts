/** `bwc init`: makes a data directory, in an order that shows a half-made one for what it is. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BwcError, errnoOf, messageOf } from '../domain/errors.js';
import { toInstant, type Clock } from '../domain/time.js';
import { makeCode, type MadeCode } from '../records/people/code.js';
import { ensureStationKey, loadStationKey } from '../store/custody/key.js';
import { keyId } from '../store/custody/checkpoint.js';
import { createFileDurable, makeDirectoryDurable } from '../store/durable.js';
import { openWriter } from '../store/database.js';
import { dataPaths } from '../store/paths.js';
import { takeWriterLock } from '../store/lock.js';
import { FORMAT, type StationMarker } from '../store/marker.js';
import { openStationStore, originOf } from '../store/station-store.js';
import { configText, parseConfig } from './config.js';

export interface InitOptions {
  readonly dataDir: string;
  readonly name: string;
  readonly unit: string;
  readonly mountRoots: readonly string[];
  /** Further camera drivers to configure: module paths or package names. */
  readonly extraDrivers?: readonly string[];
  readonly actor: string;
}

export interface InitResult {
  readonly dataDir: string;
  readonly stationId: string;
  readonly config: string;
  readonly publicKey: string;
  /** First four bytes of the key's hash, hex: what checkpoints name it by. */
  readonly keyId: string;
  /** Whoever has it becomes the first administrator; it is shown here and kept nowhere. */
  readonly firstCode: MadeCode;
}

/** @throws BwcError `bwc.data.exists` for a folder that holds something else or a finished station */
export async function initStation(options: InitOptions, clock: Clock): Promise<InitResult> {
  const paths = dataPaths(options.dataDir);
  try {
    await makeDirectoryDurable(paths.root, 0o750);
    await mustBeOursToFill(paths.root);
    const lock = takeWriterLock(paths.root, 'init', null, clock);
    try {
      for (const dir of [paths.originals, paths.incoming, paths.derived, paths.custody])
        await makeDirectoryDurable(dir, 0o750);
      const text = configText(options.unit, options.name, options.mountRoots, options.extraDrivers ?? []);
      parseConfig(text, paths.config);
      if (!existsSync(paths.config)) await createFileDurable(paths.config, text, 0o640);
      await ensureStationKey(paths);
      openWriter(paths.database).close();
      const marker: StationMarker = {
        format: FORMAT,
        stationId: `st-${randomBytes(5).toString('hex')}`,
        createdAt: toInstant(clock.now()),
      };
      // Last: from here on it is a station.
      await createFileDurable(paths.marker, `${JSON.stringify(marker)}\n`, 0o644);
      let firstCode: MadeCode;
      const store = openStationStore(paths, { clock, actor: options.actor, clockSynchronised: () => null });
      try {
        firstCode = store.transaction(() => {
          store.log.append('station.initialised', {
            stationId: marker.stationId,
            name: options.name,
            unit: options.unit,
            format: FORMAT,
          });
          return makeCode({ store, by: options.actor, now: () => toInstant(clock.now()) }, null);
        });
        await store.signer.sign();
      } finally {
        store.close();
      }
      const id = keyId(originOf(marker), loadStationKey(paths).publicKey).toString('hex');
      return {
        dataDir: paths.root,
        stationId: marker.stationId,
        config: paths.config,
        publicKey: paths.publicKey,
        keyId: id,
        firstCode,
      };
    } finally {
      lock.release();
    }
  } catch (error) {
    if (error instanceof BwcError) throw error;
    throw new BwcError(
      'bwc.data.not_writable',
      `${paths.root}: ${messageOf(error)}`,
      { dataDir: paths.root, errno: errnoOf(error) ?? 'unknown' },
      { cause: error },
    );
  }
}

/** What an earlier init may have left behind; anything else is not ours to touch. */
const OURS =
  /^(?:config\.toml|station\.(?:json|key|pub|db(?:-wal|-shm)?)|originals|incoming|derived|custody|writer\.lock(?:-journal)?|holder\.json)(?:\.new)?$/;

async function mustBeOursToFill(root: string): Promise<void> {
  if (existsSync(join(root, 'station.json'))) {
    throw new BwcError('bwc.data.exists', `${root} is a station already`, { dataDir: root });
  }
  const foreign = (await readdir(root)).find((name) => !OURS.test(name));
  if (foreign !== undefined) {
    throw new BwcError('bwc.data.exists', `${root} is not empty: it holds ${foreign}`, {
      dataDir: root,
      holds: foreign,
    });
  }
}
