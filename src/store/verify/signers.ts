/** Under whose name and key the log was signed: this station's, and before a successor took it over, the one before. */
import { createPublicKey, type KeyObject } from 'node:crypto';
import { originOf, type StationReader } from '../station-store.js';

export interface Signer {
  readonly origin: string;
  readonly publicKey: KeyObject;
}

/** By the number of entries that a checkpoint covers. */
export type SignerAt = (size: number) => Signer;

export function signersOf(reader: StationReader, publicKey: KeyObject): SignerAt {
  const former = reader.backups.former().map(({ entries, stationId, publicKey: text }) => ({
    entries,
    origin: originOf({ stationId }),
    publicKey: createPublicKey(text),
  }));
  const own = { origin: originOf(reader.marker), publicKey };
  return (size) => former.find(({ entries }) => size <= entries) ?? own;
}
