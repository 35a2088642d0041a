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
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(paths.marker, 'utf8'));
  } catch {
    value = undefined;
  }
  const parsed = markerSchema.safeParse(value);
  if (!parsed.success) {
    throw new StoreError('bwc.data.version', `${paths.marker} is damaged`, { file: paths.marker });
  }
  if (parsed.data.format !== FORMAT) {
    throw new StoreError(
      'bwc.data.version',
      `${paths.root} has format ${String(parsed.data.format)}; this program writes format ${String(FORMAT)}`,
      { dataDir: paths.root, version: parsed.data.format, known: FORMAT },
    );
  }
  return parsed.data;
}
