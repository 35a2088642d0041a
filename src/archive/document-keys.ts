/** Where the documents of a station lie in an archive, whether it is a directory or a bucket. */
import { documentKey, type ObjectKey } from './keys.js';
import { sizeName, stationFolder } from './witness/witness-store.js';

export const recordKey = (station: string, clip: string, version: number): ObjectKey =>
  documentKey('records', stationFolder(station), clip, `${String(version).padStart(4, '0')}.json`);

/** Of the tag files of a visit's bag. Its payload lies among the originals. */
export const visitBagPrefix = (station: string, visit: string): string => `bags/${stationFolder(station)}/${visit}/`;

export const checkpointKey = (station: string, size: number): ObjectKey =>
  documentKey('checkpoints', stationFolder(station), sizeName(size));

/** Of the key a station was registered with, PEM. */
export const stationKeyKey = (station: string): ObjectKey => documentKey('stations', `${stationFolder(station)}.pub`);

/** Of all receipts for a station's checkpoints. */
export const receiptPrefix = (station: string): string => `receipts/${stationFolder(station)}/`;

/**
 * A receipt for a checkpoint of a station: by its size, so that names sort as sizes do, and by the witness that gave it.
 * @param id of the witness's key, hex
 */
export const receiptKey = (station: string, size: number, id: string): ObjectKey =>
  documentKey('receipts', stationFolder(station), `${sizeName(size)}-${id}`);
