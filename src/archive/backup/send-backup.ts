/** Sends one backup to one archive: the pieces that it does not have yet, then the manifest. Stopped anywhere, it goes on from there. */
import { createHash } from 'node:crypto';
import { addMs, toInstant, type Clock, type Instant } from '../../domain/time.js';
import type { StationStore } from '../../store/station-store.js';
import { ArchiveError } from '../errors.js';
import type { ObjectKey } from '../keys.js';
import type { ArchivePlace } from '../sync/context.js';
import { lasts } from '../sync/next-step.js';
import { ensureBackupKey } from './backup-key.js';
import { manifestKey, pieceKey } from './backup-keys.js';
import { FilePieces } from './file-pieces.js';
import { readManifest, type BackupManifest } from './manifest.js';
import { sealPiece } from './piece.js';
import { Spool } from './spool.js';
import { loadPublicKey } from '../../store/custody/key.js';

export interface BackupSending {
  readonly store: StationStore;
  readonly clock: Clock;
  /** How long a backup is locked, days; pieces that later ones need are locked anew in time. */
  readonly days: number;
  readonly signal: AbortSignal;
  /** Told of bytes that went out; the next ones wait for it. */
  readonly sent: (bytes: number, signal: AbortSignal) => Promise<void>;
}

const DAY_MS = 86_400_000;

interface Put {
  readonly bytes: number;
  readonly objectVersion: string | null;
  readonly until: Instant;
}

/** @throws ArchiveError; `bwc.archive.source` where the backup is not on the station any more */
export async function sendBackup(sending: BackupSending, place: ArchivePlace, seq: number): Promise<void> {
  const { store, clock, days } = sending;
  const spool = new Spool(store.paths, seq);
  const { bytes, manifest } = await manifestIn(store, spool, seq);
  const needed = addMs(toInstant(clock.now()), days * DAY_MS);
  const sender = new Sender(sending, place, needed, addMs(needed, days * DAY_MS));
  // Both held from here on: the next backup takes their place in the folder.
  const files = await Promise.all(manifest.files.pieces.map((sha256) => spool.piece(sha256)));
  const database = await FilePieces.open(spool.database);
  let sentBytes = 0;
  try {
    const key = await ensureBackupKey(store.paths, manifest.key.recipient);
    for (const [n, sha256] of manifest.database.pieces.entries())
      sentBytes += await sender.piece(sha256, async () => (await sealPiece(await database.at(n), key)).data);
    for (const data of files) sentBytes += await sender.piece(digestOf(data), () => Promise.resolve(data));
  } finally {
    await database.close();
  }
  const objectKey = manifestKey(manifest.station.id, seq, manifest.at);
  const put = await sender.put(objectKey, bytes, digestOf(bytes), needed);
  store.transaction(() => {
    if (store.backups.isDone(seq, place.name)) return;
    const at = toInstant(clock.now());
    sentBytes += bytes.length;
    store.backups.done(seq, place.name, { bytes: sentBytes, objectVersion: put.objectVersion, until: put.until }, at);
    store.log.append('backup.archived', {
      target: place.name,
      archive: place.archiveId,
      backup: seq,
      key: objectKey,
      objectVersion: put.objectVersion,
      manifestSha256: digestOf(bytes),
      logSize: manifest.log.size,
      sentBytes,
      retainUntil: put.until,
    });
  });
}

async function manifestIn(
  store: StationStore,
  spool: Spool,
  seq: number,
): Promise<{ bytes: Buffer; manifest: BackupManifest }> {
  const bytes = await spool.manifest();
  const read = bytes === undefined ? null : readManifest(bytes, loadPublicKey(store.paths));
  if (bytes !== undefined && read?.ok === true) return { bytes, manifest: read.manifest };
  const reason = read?.ok === false ? read.reason : 'it is not here any more';
  throw new ArchiveError('bwc.archive.source', `backup ${String(seq)} cannot be sent: ${reason}`, { backup: seq });
}

class Sender {
  constructor(
    private readonly sending: BackupSending,
    private readonly place: ArchivePlace,
    /** What is there already has to be locked for so long; what is locked anew is locked for longer. */
    private readonly needed: Instant,
    private readonly until: Instant,
  ) {}

  /** @returns bytes that went out */
  async piece(sha256: string, data: () => Promise<Buffer>): Promise<number> {
    const { store, signal } = this.sending;
    signal.throwIfAborted();
    const { name, target } = this.place;
    const key = pieceKey(store.marker.stationId, sha256);
    const there = store.backups.piece(name, sha256);
    if (there !== undefined && there.until >= this.needed) return 0;
    if (there !== undefined && (await target.head(key, there.objectVersion ?? undefined))?.sha256 === sha256) {
      await this.#lock(key, there.objectVersion, this.until);
      store.backups.keepPiece(name, sha256, { ...there, until: this.until });
      return 0;
    }
    const put = await this.put(key, await data(), sha256, this.until);
    store.backups.keepPiece(name, sha256, put);
    return put.bytes;
  }

  /** Counts as there once it is locked and was read back. */
  async put(key: ObjectKey, data: Buffer, sha256: string, until: Instant): Promise<Put> {
    const { store, signal, sent } = this.sending;
    const { target } = this.place;
    let before = 0;
    const { version } = await target.put(
      key,
      { data, sha256 },
      {
        metadata: { station: store.marker.stationId, kind: 'backup' },
        signal,
        resume: null,
        keepNote: () => undefined,
        onProgress: async (bytes) => {
          const more = Math.max(0, bytes - before);
          before = bytes;
          await sent(more, signal);
        },
      },
    );
    await this.#lock(key, version, until);
    const back = await target.readBackAndHash(key, version, signal);
    if (back.sha256 !== sha256)
      throw new ArchiveError('bwc.archive.content', `${key} holds ${back.sha256}`, { key, found: back.sha256 });
    return { bytes: data.length, objectVersion: version, until };
  }

  async #lock(key: ObjectKey, version: string | null, until: Instant): Promise<void> {
    const kept = await this.place.target.retain(key, version, until);
    if (kept !== null && !lasts(kept, until))
      throw new ArchiveError('bwc.archive.lock', `${key} is not locked until ${until}`, { key });
  }
}

const digestOf = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
