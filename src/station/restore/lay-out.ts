/** Puts the files of a backup in their places in a new data directory. Nothing outside of that is written. */
import { existsSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { keepBackupKey } from '../../archive/backup/backup-key.js';
import { BackupDamaged } from '../../archive/backup/fetch-pieces.js';
import type { OwnFiles } from '../../archive/backup/own-files.js';
import type { Instant } from '../../domain/time.js';
import { ensureStationKey } from '../../store/custody/key.js';
import { fsyncDirectory, makeDirectoryDurable, replaceFileDurable } from '../../store/durable.js';
import { parseMarker, type StationMarker } from '../../store/marker.js';
import type { DataPaths } from '../../store/paths.js';
import type { ChosenManifest } from './choose-backup.js';

/** Where what lay outside the data directory is put for a person to put back: nobody else's folders are written to. */
const OUTSIDE = 'restored';

/** The marker of the station as it was; its presence says that a directory is whole, so it is written last. */
const MARKER = 'station.json';
/** A successor has keys of its own; the old ones stay beside its log as evidence. */
const KEYS = ['station.key', 'station.pub'];

/** A file that did not lie in the data directory, and where it is now. */
export interface Outside {
  readonly was: string;
  readonly is: string;
}

/** The station's marker as it was; a successor's has its own id. @throws BackupDamaged */
export function markerOf({ files }: OwnFiles, stationId: string, now: Instant): StationMarker {
  const found = files.find(({ path }) => path === MARKER);
  if (found === undefined) throw new BackupDamaged('it does not hold the marker of the station');
  const was = parseMarker(Buffer.from(found.data, 'base64').toString('utf8'));
  if (was === undefined) throw new BackupDamaged('the marker in it is damaged');
  return was.stationId === stationId ? was : { ...was, stationId, createdAt: now };
}

/** @returns files that are for a person to put back */
export async function layOutFiles(
  paths: DataPaths,
  { files, rulebook }: OwnFiles,
  asSuccessor: boolean,
): Promise<Outside[]> {
  for (const dir of [paths.originals, paths.incoming, paths.derived, paths.custody])
    await makeDirectoryDurable(dir, 0o750);
  const outside: Outside[] = [];
  for (const { path, mode, data } of files) {
    if (path === MARKER) continue;
    const former = asSuccessor && KEYS.includes(path);
    const aside = isAbsolute(path) || former;
    const to = aside ? join(paths.root, OUTSIDE, former ? 'former' : 'outside', path) : resolve(paths.root, path);
    if (relative(paths.root, to).startsWith('..')) throw new BackupDamaged(`it names a file ${path}`);
    await makeDirectoryDurable(dirname(to), 0o750);
    await replaceFileDurable(to, Buffer.from(data, 'base64'), mode);
    if (aside) outside.push({ was: path, is: to });
  }
  await makeDirectoryDurable(join(paths.root, OUTSIDE), 0o750);
  const book = `${JSON.stringify(rulebook, null, 2)}\n`;
  await replaceFileDurable(join(paths.root, OUTSIDE, 'rulebook-in-force.json'), book, 0o640);
  if (asSuccessor) await ensureStationKey(paths);
  return outside;
}

/** @param fetched the whole, checked copy */
export async function placeDatabase(paths: DataPaths, fetched: string): Promise<void> {
  await rename(fetched, paths.database);
  await fsyncDirectory(paths.root);
}

/**
 * The key of the backups, so that the next one leaves out what the archive has already; and the guard against an older copy,
 * which begins again where the backup was: whether that is the newest, only an archive can say.
 */
export async function layOutGuard(paths: DataPaths, { manifest, key }: ChosenManifest): Promise<void> {
  await keepBackupKey(paths, manifest.key.recipient, key);
  const note = manifest.log.checkpoint;
  if (note === null || existsSync(paths.lastSigned)) return;
  const size = Number(note.split('\n')[1]);
  await replaceFileDurable(paths.lastSigned, `${JSON.stringify({ size, note })}\n`, 0o640);
}
