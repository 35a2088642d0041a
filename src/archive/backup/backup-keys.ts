/** Where backups lie in an archive. Numbers and times sort as the backups do. */
import type { Instant } from '../../domain/time.js';
import { documentKey, type ObjectKey } from '../keys.js';
import { stationFolder } from '../witness/witness-store.js';

/** Manifests only: `backups/<station>/<number>-<time>/manifest.json`. */
export const backupsPrefix = (station: string): string => `backups/${stationFolder(station)}/`;

export const manifestKey = (station: string, seq: number, at: Instant): ObjectKey =>
  documentKey('backups', stationFolder(station), `${seqName(seq)}-${at.replace(/[-:.]/g, '')}`, 'manifest.json');

/** @returns the number of a backup by the key of its manifest; undefined for another key */
export function seqOfManifest(key: string): number | undefined {
  const [, seq] = /\/(\d{8})-\d{8}T\d{9}Z\/manifest\.json$/.exec(key) ?? [];
  return seq === undefined ? undefined : Number(seq);
}

/** Content-addressed, sealed: one piece serves many backups. */
export const pieceKey = (station: string, sha256: string): ObjectKey =>
  documentKey('backup-pieces', stationFolder(station), sha256.slice(0, 2), sha256);

/** What restored stations say of themselves, the first one first: `restores/<station>/<number>.json`. */
export const restoresPrefix = (station: string): string => `restores/${stationFolder(station)}/`;

export const restoreKey = (station: string, n: number): ObjectKey =>
  documentKey('restores', stationFolder(station), `${seqName(n)}.json`);

const seqName = (seq: number): string => String(seq).padStart(8, '0');
