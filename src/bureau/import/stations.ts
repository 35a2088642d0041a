/** Whose signatures are believed: keys that an administrator registered, each once. */
import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { BwcError } from '../../domain/errors.js';
import { keyId, stationOrigin } from '../../store/custody/checkpoint.js';
import type { Database } from '../database/database.js';
import type { RegisteredStation } from './judge-record.js';

const STATION = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,127}$/;

export interface Registration {
  readonly station: string;
  /** As the station printed it when it was made. Four bytes: they tell keys apart, and prove nothing. */
  readonly keyId: string;
  /** SHA-256 of the key (DER), hexadecimal: to be compared by another way than the archive. */
  readonly fingerprint: string;
  readonly known: boolean;
}

/**
 * @param pem the station's public key, as an administrator got it by another way than the archive
 * @throws BwcError `bwc.bureau.key` where it is no Ed25519 key, or the station is registered with another
 */
export async function registerStation(db: Database, station: string, pem: string): Promise<Registration> {
  if (!STATION.test(station)) throw new BwcError('bwc.usage', `${JSON.stringify(station)} is no name of a station`);
  const key = publicKey(pem);
  const der = key.export({ type: 'spki', format: 'der' });
  const told = {
    station,
    keyId: keyId(stationOrigin(station), key).toString('hex'),
    fingerprint: createHash('sha256').update(der).digest('hex'),
  };
  const [added] = await db.query(
    'INSERT INTO bureau.stations (station, origin, public_key) VALUES ($1, $2, $3) ON CONFLICT (station) DO NOTHING RETURNING station',
    [station, stationOrigin(station), key.export({ type: 'spki', format: 'pem' })],
  );
  if (added !== undefined) return { ...told, known: false };
  const before = await registeredStation(db, station);
  if (before?.publicKey.equals(key) === true) return { ...told, known: true };
  throw new BwcError('bwc.bureau.key', `${station} is registered with another key`, { station });
}

export async function registeredStation(db: Database, station: string): Promise<RegisteredStation | null> {
  const [row] = await db.query<{ origin: string; public_key: string }>(
    'SELECT origin, public_key FROM bureau.stations WHERE station = $1',
    [station],
  );
  return row === undefined ? null : { station, origin: row.origin, publicKey: publicKey(row.public_key) };
}

export async function registeredStations(db: Database): Promise<readonly string[]> {
  const rows = await db.query<{ station: string }>('SELECT station FROM bureau.stations ORDER BY station');
  return rows.map(({ station }) => station);
}

function publicKey(pem: string): KeyObject {
  let key: KeyObject | null = null;
  try {
    key = createPublicKey(pem);
  } catch {
    // Said below.
  }
  if (key?.asymmetricKeyType !== 'ed25519')
    throw new BwcError('bwc.bureau.key', 'this is no Ed25519 public key in PEM', {});
  return key;
}
