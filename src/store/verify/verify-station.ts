/** `bwc verify`: the whole station held against its own records, from the bytes up. Changes nothing. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { errnoOf, messageOf } from '../../domain/errors.js';
import { monotonicMs } from '../../domain/time.js';
import { loadPublicKey } from '../custody/key.js';
import { replaceFileDurable } from '../durable.js';
import type { DataPaths } from '../paths.js';
import type { Original } from '../repositories/originals.js';
import type { StationReader } from '../station-store.js';
import { ClipFindings, type ClipFinding } from './clip-findings.js';
import type { Finding } from './finding.js';
import { verifyCustody } from './verify-custody.js';
import { checksByKind, type VerifyPart } from './part.js';
import { certifiedCleared, clearedPart, verifyCleared, verifySuspect, type ArchiveCheck } from './verify-cleared.js';
import { certifiedGone, disposalsPart } from './verify-disposals.js';
import { unexpectedFiles, verifyGone, verifyOriginal } from './verify-files.js';
import { recordsPart } from './verify-records.js';
import { clipStored, verifyClips } from './verify-rows.js';
import { originalsPart, sidecarsPart } from './verify-sidecars.js';

export interface VerifyOptions {
  /** Stop reading originals after so long and remember where; null reads all of them from the start. */
  readonly budgetMs: number | null;
  /** A running daemon may be publishing: what looks unexpected is looked at again before it is named. */
  readonly daemonRunning: boolean;
  readonly onProgress: (progress: VerifyProgress) => void;
  /** Reads back at the archives what was cleared from the disk, and what was found wrong there before; left out where that is not asked for. */
  readonly atArchive?: ArchiveCheck;
}

export interface VerifyProgress {
  readonly doneFiles: number;
  readonly totalFiles: number;
  readonly doneBytes: number;
  readonly totalBytes: number;
}

export interface VerifySummary {
  readonly findings: number;
  readonly entries: number;
  readonly clips: number;
  readonly originalsRead: number;
  readonly bytesRead: number;
  /** Originals among those looked at that lie at the archive only. */
  readonly cleared: number;
  /** Whether every original was read, in this run or together with the runs before it that it continued. */
  readonly complete: boolean;
  /** Where the next run with a budget goes on; null after a complete one. */
  readonly resumeAfter: string | null;
  /** Numbers of findings on record that were looked for again and found no more. */
  readonly settled: readonly number[];
}

const SETTLE_MS = 2000;

/** Yields findings as they come; returns the summary. */
export async function* verifyStation(
  reader: StationReader,
  options: VerifyOptions,
): AsyncGenerator<ClipFinding, VerifySummary> {
  let findings = 0;
  let rowsRead = false;
  const known = new ClipFindings(reader);
  const named = (finding: Finding): ClipFinding => {
    findings += 1;
    return known.name(finding);
  };
  // One snapshot for log and rows together: a daemon that goes on writing must not look like tampering.
  reader.db.exec('BEGIN');
  let [entries, clips] = [0, 0];
  try {
    const parts = partsOf(reader);
    entries = yield* tallied(verifyCustody(reader, loadPublicKey(reader.paths), checksByKind(parts)), named);
    clips = yield* tallied(verifyClips(reader), named);
    for (const part of parts) yield* tallied(part.rows(), named);
    rowsRead = true;
  } catch (error) {
    if (!isDamage(error)) throw error;
    yield named({ kind: 'database.damaged', subject: 'station.db', detail: messageOf(error) });
  } finally {
    reader.db.exec('ROLLBACK');
  }

  const from = options.budgetMs === null ? '' : readCursor(reader.paths);
  const deadline = options.budgetMs === null ? Infinity : monotonicMs() + options.budgetMs;
  const total = reader.db
    .prepare<[string], { n: number; bytes: number | null }>(
      'SELECT count(*) AS n, sum(bytes) AS bytes FROM originals WHERE stored_path > ?',
    )
    .get(from);
  const [totalFiles, totalBytes] = [total?.n ?? 0, total?.bytes ?? 0];
  let [doneFiles, doneBytes] = [0, 0];
  const cleared = { files: 0, bytes: 0 };
  let last = from;
  for (const original of reader.originals.after(from)) {
    if (monotonicMs() >= deadline) break;
    const finding = await verifyFile(reader, original, options, (bytes) => {
      options.onProgress({ doneFiles, totalFiles, doneBytes: doneBytes + bytes, totalBytes });
    });
    if (finding !== null) yield named(finding);
    doneFiles += 1;
    doneBytes += original.bytes;
    if (reader.cleared.get(original.sha256) !== undefined) {
      cleared.files += 1;
      cleared.bytes += original.bytes;
    }
    last = original.storedPath;
    options.onProgress({ doneFiles, totalFiles, doneBytes, totalBytes });
  }
  const complete = doneFiles >= totalFiles;
  const cursor = complete ? null : last;
  if (options.budgetMs !== null) await writeCursor(reader.paths, cursor);
  const unexpected = await collect(unexpectedFiles(reader));
  if (options.daemonRunning && unexpected.length > 0) await delay(SETTLE_MS);
  for (const f of unexpected) {
    // Published when it was seen and recorded since: the daemon was at work.
    if (reader.originals.atPath(f.subject) !== undefined) continue;
    yield named(f);
  }
  const wasRead = (path: string): boolean => path > from && path <= last;
  const settled = rowsRead ? known.settled(wasRead, options.atArchive !== undefined) : [];
  return {
    findings,
    entries,
    clips,
    // What lies at the archive is read only where that was asked for.
    originalsRead: options.atArchive === undefined ? doneFiles - cleared.files : doneFiles,
    bytesRead: options.atArchive === undefined ? doneBytes - cleared.bytes : doneBytes,
    cleared: cleared.files,
    complete,
    resumeAfter: cursor,
    settled,
  };
}

async function verifyFile(
  reader: StationReader,
  original: Original,
  options: Pick<VerifyOptions, 'atArchive'>,
  onBytes: (bytes: number) => void,
): Promise<Finding | null> {
  const { root } = reader.paths;
  const gone = certifiedGone(reader, original.sha256);
  if (gone !== undefined) return verifyGone(root, gone);
  const cleared = certifiedCleared(reader, original.sha256);
  if (cleared !== undefined) return verifyCleared(root, cleared, options.atArchive);
  const finding = await verifyOriginal(root, original, onBytes);
  if (finding === null)
    return options.atArchive === undefined ? null : verifySuspect(reader, original, options.atArchive);
  // What was decided while it was being read took it away.
  const since = certifiedGone(reader, original.sha256);
  if (since !== undefined) return verifyGone(root, since);
  const clearedSince = certifiedCleared(reader, original.sha256);
  return clearedSince === undefined ? finding : verifyCleared(root, clearedSince);
}

const partsOf = (reader: StationReader): readonly VerifyPart[] => [
  { entries: [clipStored(reader)], rows: () => [] },
  sidecarsPart(reader),
  originalsPart(reader),
  disposalsPart(reader),
  clearedPart(reader),
  recordsPart(reader),
];

/** Passes findings on by name. */
function* tallied<R>(
  source: Iterable<Finding, R>,
  named: (finding: Finding) => ClipFinding,
): Generator<ClipFinding, R> {
  const findings = source[Symbol.iterator]();
  for (;;) {
    const next = findings.next();
    if (next.done === true) return next.value;
    yield named(next.value);
  }
}

const isDamage = (error: unknown): boolean => /^SQLITE_(?:CORRUPT|NOTADB|IOERR)/.test(errnoOf(error) ?? '');

const delay = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms);
  });

async function collect<T>(some: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of some) all.push(one);
  return all;
}

const cursorSchema = z.object({ after: z.string() });

function readCursor(paths: DataPaths): string {
  try {
    return cursorSchema.parse(JSON.parse(readFileSync(paths.verifyProgress, 'utf8'))).after;
  } catch {
    // No run to go on with: begin at the beginning.
    return '';
  }
}

const writeCursor = (paths: DataPaths, cursor: string | null): Promise<void> =>
  replaceFileDurable(paths.verifyProgress, `${JSON.stringify({ after: cursor ?? '' })}\n`, 0o640);
