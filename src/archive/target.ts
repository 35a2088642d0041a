/**
 * A place outside the station where originals, records and checkpoints are kept. Two kinds answer this interface: a
 * mounted directory and an S3-compatible engine. Every operation is idempotent: done again after a crash it ends in the
 * same state. What an archive holds is never overwritten and never removed from here. All failures are `ArchiveError`s;
 * `failureOf` says what to do about them.
 */
import type { Readable } from 'node:stream';
import type { Instant } from '../domain/time.js';
import type { ObjectKey } from './keys.js';
import type { ProbeReport } from './probe-report.js';

/** A whole content, its size and digest known beforehand; what is read must match both. */
export type Content =
  | { readonly file: string; readonly bytes: number; readonly sha256: string }
  | { readonly data: Uint8Array; readonly sha256: string };

/** Small facts kept beside an object. Any text; at most `MAX_METADATA_BYTES` of JSON. Names are `[a-z][a-z0-9-]*`. */
export type Metadata = Readonly<Record<string, string>>;
export const MAX_METADATA_BYTES = 1024;

/** Where an interrupted upload stands. Only the target that made it reads it; the caller keeps it, as JSON. */
export type ResumeNote = Readonly<Record<string, string | number>>;

/** How an object is to be locked. */
export interface WantedLock {
  readonly until: Instant;
  readonly legalHold: boolean;
}

export interface PutOptions {
  readonly metadata: Metadata;
  readonly signal: AbortSignal;
  /** The note of an earlier, interrupted try of the same content; null for none. A note that is of no use is ignored. */
  readonly resume: ResumeNote | null;
  /** Told before the first byte that could be resumed; the upload waits until the note is kept. */
  readonly keepNote: (note: ResumeNote) => void | Promise<void>;
  /** Bytes of this content that are at the archive so far. The next ones wait for it: a bandwidth cap is held here. */
  readonly onProgress: (bytes: number) => void | Promise<void>;
  /**
   * Asked for with the bytes where the archive takes it so, which saves asking for it afterwards. Only what `head` says then
   * counts: a target may pass over it, and what was there before keeps the lock it has.
   */
  readonly lock?: WantedLock;
}

export interface PutResult {
  /** `present`: the archive had these very bytes under the key before. */
  readonly outcome: 'stored' | 'present';
  /** Names this very object for ever where the archive keeps versions; null where it keeps none. */
  readonly version: string | null;
  /** How the bytes were read back before they got their name; `none` where the engine checked the signed digests itself. */
  readonly readBack: 'direct' | 'cached' | 'none';
}

/** Who holds a retention: the engine against everybody, against all but privileged accounts, or nobody (it is on record only). */
export type Enforcement = 'compliance' | 'governance' | 'recorded';

export interface Retention {
  readonly until: Instant;
  readonly enforcement: Enforcement;
}

export interface StoredObject {
  readonly key: ObjectKey;
  readonly bytes: number;
  /** As recorded at the put; only `readBackAndHash` says what the bytes are now. Null where nobody recorded one. */
  readonly sha256: string | null;
  readonly version: string | null;
  readonly retention: Retention | null;
  readonly legalHold: boolean;
  readonly metadata: Metadata;
}

export interface ReadBackDigest {
  readonly bytes: number;
  readonly sha256: string;
  /** From the medium, through this machine's cache, or from the engine over the network. */
  readonly method: 'direct' | 'cached' | 'remote';
  /** What the archive said of the object in the same answer, where that comes with the bytes. */
  readonly seen?: StoredObject;
}

/** Bytes from `from` on; `length` of them, or all that follow. */
export interface ByteRange {
  readonly from: number;
  readonly length?: number;
}

export interface ListedObject {
  readonly key: ObjectKey;
  readonly bytes: number;
}

export interface ObjectPage {
  /** In byte order of the keys. */
  readonly objects: readonly ListedObject[];
  /** Give it as `after` for the next page; null where this was the last one. */
  readonly next: ObjectKey | null;
}

export interface ArchiveTarget {
  readonly kind: 'directory' | 's3';

  /**
   * Tries out what the archive holds to, and finds that it is the one that was configured. Leaves nothing behind but
   * small objects that outlive it by a day at most.
   */
  probe(signal: AbortSignal): Promise<ProbeReport>;

  /** Null where the archive shows nothing under the key. With a version, that very one, hidden by a deletion or not. */
  head(key: ObjectKey, version?: string): Promise<StoredObject | null>;

  /** @throws `bwc.archive.conflict` naming both digests where other bytes are under the key; those stay. */
  put(key: ObjectKey, content: Content, options: PutOptions): Promise<PutResult>;

  /** Gives up what an interrupted put left behind, where it is not to be tried again. Nothing that has its name is touched. */
  abandon(key: ObjectKey, note: ResumeNote): Promise<void>;

  /**
   * Sees to it that the object is kept at least until then, reads that back and returns what the archive says. Never
   * shortens: where more was set before, that stays. Null where this target keeps no retention at all.
   * @throws `bwc.archive.lock` where the archive took it and then says something shorter
   */
  retain(key: ObjectKey, version: string | null, until: Instant): Promise<Retention | null>;

  /** Sets or lifts the legal hold and reads it back. False where this target keeps none. */
  hold(key: ObjectKey, version: string | null, on: boolean): Promise<boolean>;

  /** @throws `bwc.archive.missing`; the stream fails with an ArchiveError where it breaks off. */
  read(key: ObjectKey, version: string | null, range?: ByteRange): Promise<Readable>;

  /**
   * Reads all of it, from the medium where that can be had.
   * @param onProgress told of the bytes read so far; the next ones wait for it
   * @throws `bwc.archive.missing`
   */
  readBackAndHash(
    key: ObjectKey,
    version: string | null,
    signal: AbortSignal,
    onProgress?: (bytes: number) => void | Promise<void>,
  ): Promise<ReadBackDigest>;

  /** `prefix` ends with a slash. */
  list(prefix: string, after: ObjectKey | null, limit: number): Promise<ObjectPage>;

  close(): void;
}
