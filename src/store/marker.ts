/** The file that says that a folder is a station's data directory, and whose. */
import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { StoreError } from './errors.js';
import type { DataPaths } from './paths.js';

/** The data directory's format; another number is another program's. */
export const FORMAT = 1;

const markerSchema = z.object({ format: z.number().int(), stationId: z.string().min(1), createdAt: z.string() });
export type StationMarker = z.infer<typeof markerSchema>;

/** @throws StoreError `bwc.data.missing`, `bwc.data.half_initialised`, `bwc.data.version` */
export function readMarker(paths: DataPaths): StationMarker {
  if (!existsSync(paths.marker)) {
    const begun = [paths.config, paths.privateKey, paths.database].some((file) => existsSync(file));
    throw begun
      ? new StoreError('bwc.data.half_initialised', `${paths.root} was only half initialised`, { dataDir: paths.root })
      : new StoreError('bwc.data.missing', `${paths.root} is no data directory of a station`, { dataDir: paths.root });
  }
  const marker = parseMarker(readFileSync(paths.marker, 'utf8'));
  if (marker === undefined) {
    throw new StoreError('bwc.data.version', `${paths.marker} is damaged`, { file: paths.marker });
  }
  if (marker.format !== FORMAT) {
    throw new StoreError(
      'bwc.data.version',
      `${paths.root} has format ${String(marker.format)}; this program writes format ${String(FORMAT)}`,
      { dataDir: paths.root, version: marker.format, known: FORMAT },
    );
  }
  return marker;
}

/** @returns undefined where it is damaged */
export function parseMarker(text: string): StationMarker | undefined {
  try {
    return markerSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
