/** A folder of station keys at the bureau: `<station>.pub`, PEM, one file for each station that was registered. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { BwcError } from '../../domain/errors.js';
import { isStationName, stationFolder } from './witness-store.js';
import type { WitnessedStation } from './witness.js';

const SUFFIX = '.pub';

/** The name a station signs under follows from its id. */
export const stationOf = (id: string, publicKey: KeyObject): WitnessedStation => ({
  id: stationFolder(id),
  origin: `bwc-station/${id}`,
  publicKey,
});

/** In the order of their names. @throws BwcError `bwc.witness.key` naming the first file that holds no key */
export function loadRegistry(dir: string): WitnessedStation[] {
  let names: string[];
  try {
    names = readdirSync(dir).filter((name) => name.endsWith(SUFFIX) && !name.startsWith('.'));
  } catch (error) {
    throw new BwcError('bwc.witness.key', `${dir} cannot be read`, { file: dir }, { cause: error });
  }
  return names.sort().map((name) => {
    const id = basename(name, SUFFIX);
    const file = join(dir, name);
    if (!isStationName(id)) throw new BwcError('bwc.witness.key', `${file}: ${id} is no name of a station`, { file });
    return stationOf(id, loadStationPublicKey(file));
  });
}

/** @throws BwcError `bwc.witness.key` where it is no Ed25519 key in PEM */
export function loadStationPublicKey(file: string): KeyObject {
  try {
    const key = createPublicKey(readFileSync(file));
    if (key.asymmetricKeyType === 'ed25519') return key;
  } catch (error) {
    throw new BwcError('bwc.witness.key', `${file} is no public key in PEM`, { file }, { cause: error });
  }
  throw new BwcError('bwc.witness.key', `${file} is no Ed25519 key`, { file });
}
