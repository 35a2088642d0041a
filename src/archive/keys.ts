/** Where everything lies in an archive, whether it is a directory or a bucket. Originals by their digest: the same key, the same bytes. */
import { sizeName, stationFolder } from './witness/witness-store.js';

export const originalKey = (sha256: string): string =>
  `originals/sha256/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}`;

export const recordKey = (station: string, clip: string, version: number): string =>
  `records/${stationFolder(station)}/${clip}/${String(version).padStart(4, '0')}.json`;

/** Of the tag files of a visit's bag. Its payload lies among the originals. */
export const visitBagPrefix = (station: string, visit: string): string => `bags/${stationFolder(station)}/${visit}/`;

export const checkpointKey = (station: string, size: number): string =>
  `checkpoints/${stationFolder(station)}/${sizeName(size)}`;

/** Of the key a station was registered with, PEM. */
export const stationKeyKey = (station: string): string => `stations/${stationFolder(station)}.pub`;
