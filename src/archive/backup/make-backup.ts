/** Makes a backup of the running station: a copy of the database, its files sealed, and a signed manifest of both. */
import { createHash, type KeyObject } from 'node:crypto';
import { stat, statfs } from 'node:fs/promises';
import { BwcError } from '../../domain/errors.js';
import { toInstant, type Clock } from '../../domain/time.js';
import { publicKeyOf } from '../../store/custody/clip-proof.js';
import { loadStationKey } from '../../store/custody/key.js';
import { takeSnapshot, type SnapshotFacts } from '../../store/snapshot.js';
import { originOf, type StationStore } from '../../store/station-store.js';
import { makeDirectoryDurable } from '../../store/durable.js';
import { ensureBackupKey } from './backup-key.js';
import { FilePieces } from './file-pieces.js';
import { signManifest, type BackupManifest, type InPieces } from './manifest.js';
import { writeOwnFiles, type OwnFiles } from './own-files.js';
import { PIECE_BYTES, sealPiece } from './piece.js';
import { fingerprintOf, sealKey } from './recovery-key.js';
import { Spool } from './spool.js';

export interface BackupMaking {
  readonly store: StationStore;
  readonly clock: Clock;
  /** Public half of the recovery key. */
  readonly recipient: KeyObject;
  readonly files: () => OwnFiles;
  readonly program: string;
  readonly isFree: () => boolean;
  /** Resolves when nothing more important is going on. */
  readonly whenFree: (signal: AbortSignal) => Promise<void>;
}

/** Left free beside the copy, bytes. */
const ROOM = 64 * 2 ** 20;

/** @returns its number @throws BwcError `bwc.backup.no_room` */
export async function makeBackup(making: BackupMaking, signal: AbortSignal): Promise<number> {
  const { store, clock, recipient } = making;
  const { paths } = store;
  await makeDirectoryDurable(paths.backup, 0o700);
  await mustHaveRoom(making);
  const seq = store.backups.nextSeq();
  const spool = new Spool(paths, seq);
  await Spool.keepOnly(paths, store.backups.last()?.seq ?? null);
  await spool.make();
  await store.signer.sign();
  const at = toInstant(clock.now());
  const facts = await copyWhenFree(making, spool, signal);
  const key = await ensureBackupKey(paths, fingerprintOf(recipient));
  const manifest: BackupManifest = {
    schema: 'bwc.backup/1',
    station: { id: store.marker.stationId, origin: originOf(store.marker), publicKey: publicKeyOf(paths) },
    seq,
    at,
    program: making.program,
    databaseVersion: facts.databaseVersion,
    log: { size: facts.logSize, root: facts.root.toString('base64'), checkpoint: facts.checkpoint?.note ?? null },
    counts: facts.counts,
    originals: facts.originals,
    key: sealKey(key, recipient),
    database: await sealedFile(spool.database, key, () => making.whenFree(signal)),
    files: await sealedBytes(writeOwnFiles(making.files()), key, spool),
  };
  const bytes = signManifest(manifest, loadStationKey(paths).privateKey);
  await spool.keepManifest(bytes);
  const manifestSha256 = createHash('sha256').update(bytes).digest('hex');
  const before = store.backups.last()?.seq ?? null;
  store.transaction(() => {
    const told = {
      backup: seq,
      logSize: facts.logSize,
      root: manifest.log.root,
      manifestSha256,
      databaseSha256: manifest.database.sha256,
      recipient: manifest.key.recipient,
    };
    const { seq: entry } = store.log.append('backup.made', told);
    store.backups.add({
      ...{ seq, at, logSize: facts.logSize, signedSize: facts.checkpoint?.size ?? 0, manifestSha256, entry },
      bytes: manifest.database.bytes + manifest.files.bytes,
      manifestBytes: bytes.length,
    });
  });
  if (before !== null) await Spool.keepOnly(paths, seq);
  return seq;
}

async function copyWhenFree(making: BackupMaking, spool: Spool, signal: AbortSignal): Promise<SnapshotFacts> {
  for (;;) {
    await making.whenFree(signal);
    signal.throwIfAborted();
    const isFree = (): boolean => making.isFree() && !signal.aborted;
    const facts = await takeSnapshot(making.store.paths.database, spool.database, isFree);
    // A camera came in between: its clips come first, and the copy begins anew.
    if (facts !== undefined) return facts;
  }
}

async function mustHaveRoom({ store }: BackupMaking): Promise<void> {
  const needs = (await stat(store.paths.database)).size + ROOM;
  const { bavail, bsize } = await statfs(store.paths.root);
  if (bavail * bsize >= needs) return;
  throw new BwcError('bwc.backup.no_room', `a backup needs ${String(needs)} bytes here`, {
    needs,
    has: bavail * bsize,
    path: store.paths.backup,
  });
}

/** Of a large file: only the names of its pieces are kept; they are made once more when they are sent. */
async function sealedFile(file: string, key: Buffer, turn: () => Promise<void>): Promise<InPieces> {
  const source = await FilePieces.open(file);
  try {
    const whole = createHash('sha256');
    const pieces: string[] = [];
    let bytes = 0;
    for (let n = 0; ; n += 1) {
      await turn();
      const plain = await source.at(n);
      if (plain.length === 0) break;
      whole.update(plain);
      bytes += plain.length;
      pieces.push((await sealPiece(plain, key)).sha256);
    }
    return { bytes, sha256: whole.digest('hex'), pieces };
  } finally {
    await source.close();
  }
}

async function sealedBytes(plain: Buffer, key: Buffer, spool: Spool): Promise<InPieces> {
  const pieces: string[] = [];
  for (let from = 0; from < plain.length; from += PIECE_BYTES) {
    const { sha256, data } = await sealPiece(plain.subarray(from, from + PIECE_BYTES), key);
    await spool.keepPiece(sha256, data);
    pieces.push(sha256);
  }
  return { bytes: plain.length, sha256: createHash('sha256').update(plain).digest('hex'), pieces };
}
