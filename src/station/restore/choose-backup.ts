/** Which backup a station is restored from: the newest whose manifest, signature, pieces and log hold, and which no archive contradicts. */
import { createHash, type KeyObject } from 'node:crypto';
import { rm, open } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import Database from 'better-sqlite3';
import { BackupDamaged, fetchPieces } from '../../archive/backup/fetch-pieces.js';
import type { BackupAt } from '../../archive/backup/find-backups.js';
import { readManifest, type BackupManifest } from '../../archive/backup/manifest.js';
import { readOwnFiles, type OwnFiles } from '../../archive/backup/own-files.js';
import { openKey } from '../../archive/backup/recovery-key.js';
import { contradiction, type Witnessed } from '../../archive/backup/witnessed.js';
import { messageOf } from '../../domain/errors.js';
import { nodeReader } from '../../store/custody/log.js';
import { MIGRATIONS } from '../../store/migrations/index.js';
import { logFactsOf } from '../../store/snapshot.js';
import type { RestoreOptions } from './options.js';

export interface ChosenManifest {
  readonly manifest: BackupManifest;
  readonly manifestSha256: string;
  readonly manifestBytes: number;
  /** That all pieces are sealed with. */
  readonly key: Buffer;
}

/** @throws BackupDamaged; BwcError `bwc.restore.key` */
export async function openManifest(
  { key, places }: BackupAt,
  publicKey: KeyObject,
  secret: KeyObject,
): Promise<ChosenManifest> {
  const reasons: string[] = [];
  for (const { name, target } of places) {
    const bytes = await buffer(await target.read(key, null));
    const read = readManifest(bytes, publicKey);
    if (!read.ok) {
      reasons.push(`${name}: ${read.reason}`);
      continue;
    }
    const manifestSha256 = createHash('sha256').update(bytes).digest('hex');
    const { manifest } = read;
    return { manifest, manifestSha256, manifestBytes: bytes.length, key: openKey(manifest.key, secret) };
  }
  throw new BackupDamaged(reasons.join('; '));
}

/** @throws BackupDamaged */
export async function fetchFiles(
  { places }: Pick<RestoreOptions, 'places'>,
  { manifest, key }: ChosenManifest,
): Promise<OwnFiles> {
  const parts: Buffer[] = [];
  await fetchPieces(places, manifest.station.id, manifest.files, key, (plain) => {
    parts.push(plain);
    return Promise.resolve();
  });
  try {
    return readOwnFiles(Buffer.concat(parts));
  } catch (error) {
    throw new BackupDamaged(messageOf(error));
  }
}

/** @throws BackupDamaged */
export async function fetchDatabase(
  { places, signal, onProgress }: Pick<RestoreOptions, 'places' | 'signal' | 'onProgress'>,
  { manifest, key }: ChosenManifest,
  to: string,
  witnessed: readonly Witnessed[],
): Promise<void> {
  const { database, station } = manifest;
  for (const left of [to, `${to}-wal`, `${to}-shm`]) await rm(left, { force: true });
  const handle = await open(to, 'wx', 0o640);
  try {
    let done = 0;
    let doneBytes = 0;
    await fetchPieces(places, station.id, database, key, async (plain) => {
      signal.throwIfAborted();
      await handle.writeFile(plain);
      done += 1;
      doneBytes += plain.length;
      const total = { totalBytes: database.bytes, total: database.pieces.length };
      onProgress({ what: 'database', doneBytes, done, ...total });
    });
    await handle.sync();
  } finally {
    await handle.close();
  }
  mustAgree(to, manifest, witnessed);
}

function mustAgree(file: string, { log, databaseVersion }: BackupManifest, witnessed: readonly Witnessed[]): void {
  const db = new Database(file);
  try {
    const facts = logFactsOf(db);
    if (
      facts.databaseVersion !== databaseVersion ||
      facts.logSize !== log.size ||
      facts.root.toString('base64') !== log.root
    )
      throw new BackupDamaged('its database is not the one its manifest speaks of');
    if (databaseVersion > MIGRATIONS.length)
      throw new BackupDamaged(`a newer program made it (schema ${String(databaseVersion)})`);
    const said = contradiction(witnessed, log.size, nodeReader(db));
    if (said !== undefined)
      throw new BackupDamaged(
        `${said.archive} has witnessed another log: the first ${String(said.checkpoint.size)} entries differ`,
      );
  } finally {
    db.close();
  }
}
