/** `bwc verify`: the whole station held against its own records, from the bytes up. Changes nothing. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { errnoOf, messageOf } from '../../domain/errors.js';
import { monotonicMs } from '../../domain/time.js';
import { loadPublicKey } from '../custody/key.js';
import { replaceFileDurable } from '../durable.js';
import { verifyCustody } from './verify-custody.js';
import { unexpectedFiles, verifyOriginal } from './verify-files.js';
import { verifyRows } from './verify-rows.js';
const SETTLE_MS = 2000;
/** Yields findings as they come; returns the summary. */
export async function* verifyStation(reader, options) {
  let findings = 0;
  const count = () => {
    findings += 1;
  };
  // One snapshot for log and rows together: a daemon that goes on writing must not look like tampering.
  reader.db.exec('BEGIN');
  let [entries, clips] = [0, 0];
  try {
    entries = yield* tallied(verifyCustody(reader, loadPublicKey(reader.paths)), count);
    clips = yield* tallied(verifyRows(reader), count);
  } catch (error) {
    if (!isDamage(error)) throw error;
    count();
    yield { kind: 'database.damaged', subject: 'station.db', detail: messageOf(error) };
  } finally {
    reader.db.exec('ROLLBACK');
  }
  const from = options.budgetMs === null ? '' : readCursor(reader.paths);
  const deadline = options.budgetMs === null ? Infinity : monotonicMs() + options.budgetMs;
  const total = reader.db
    .prepare('SELECT count(*) AS n, sum(bytes) AS bytes FROM originals WHERE stored_path > ?')
    .get(from);
  const [totalFiles, totalBytes] = [total?.n ?? 0, total?.bytes ?? 0];
  let [doneFiles, doneBytes] = [0, 0];
  let cursor = from;
  for (const original of reader.originals.after(from)) {
    if (monotonicMs() >= deadline) break;
    const finding = await verifyOriginal(reader.paths.root, original, (bytes) => {
      options.onProgress({ doneFiles, totalFiles, doneBytes: doneBytes + bytes, totalBytes });
    });
    if (finding !== null) {
      count();
      yield finding;
    }
    doneFiles += 1;
    doneBytes += original.bytes;
    cursor = original.storedPath;
    options.onProgress({ doneFiles, totalFiles, doneBytes, totalBytes });
  }
  const complete = doneFiles >= totalFiles;
  if (complete) cursor = null;
  if (options.budgetMs !== null) await writeCursor(reader.paths, cursor);
  for await (const f of unexpectedFiles(reader)) {
    if (options.daemonRunning && (await wasJustPublished(reader, f.subject))) continue;
    count();
    yield f;
  }
  return { findings, entries, clips, originalsRead: doneFiles, bytesRead: doneBytes, complete, resumeAfter: cursor };
}
/** Passes findings on, telling of each. */
function* tallied(source, onFinding) {
  for (;;) {
    const next = source.next();
    if (next.done === true) return next.value;
    onFinding();
    yield next.value;
  }
}
const isDamage = (error) => /^SQLITE_(?:CORRUPT|NOTADB|IOERR)/.test(errnoOf(error) ?? '');
async function wasJustPublished(reader, storedPath) {
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  return reader.originals.atPath(storedPath) !== undefined;
}
const cursorSchema = z.object({ after: z.string() });
function readCursor(paths) {
  try {
    return cursorSchema.parse(JSON.parse(readFileSync(paths.verifyProgress, 'utf8'))).after;
  } catch {
    // No run to go on with: begin at the beginning.
    return '';
  }
}
const writeCursor = (paths, cursor) =>
  replaceFileDurable(paths.verifyProgress, `${JSON.stringify({ after: cursor ?? '' })}\n`, 0o640);
