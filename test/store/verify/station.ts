/** A small station with real entries, clips and a sidecar, made once and copied for every test. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { newRecordingId } from '../../../src/domain/ids.js';
import { sourcePathFromBytes } from '../../../src/domain/source-path.js';
import { currentHolder } from '../../../src/store/lock.js';
import type { DataPaths } from '../../../src/store/paths.js';
import { openStationStore } from '../../../src/store/station-store.js';
import type { Finding } from '../../../src/store/verify/finding.js';
import { verifyStation, type VerifyOptions, type VerifySummary } from '../../../src/store/verify/verify-station.js';
import { describeClip, initAt, openReaderAt, sha256, storeOptions, TestVisit } from '../support.js';

export const CONTENTS = ['first clip', 'second clip', 'third clip', 'fourth clip', 'fifth clip'] as const;
export const TRACK = '$GPRMC,track of the first clip';
export const DAY = 'originals/2026/03/01';
export const storedPathOf = (content: string): string => `${DAY}/${sha256(content)}.mp4`;
export const TRACK_PATH = `${DAY}/${sha256(TRACK)}.nmea`;

export interface Template {
  readonly paths: DataPaths;
  /** Clip ids in the order of `CONTENTS`. */
  readonly clips: readonly string[];
  readonly size: number;
  readonly remove: () => void;
}

export async function makeTemplate(): Promise<Template> {
  const dir = mkdtempSync(path.join(tmpdir(), 'bwc-template-'));
  const paths = await initAt(path.join(dir, 'data'));
  const store = openStationStore(paths, storeOptions);
  try {
    const visit = TestVisit.open(store);
    for (const [i, content] of CONTENTS.slice(0, 4).entries()) await visit.ingest(`VIDEO/${String(i)}.mp4`, content);
    // A name in GBK: its bytes are no UTF-8.
    await visit.ingest(sourcePathFromBytes(Buffer.from([0xca, 0xd3, 0xc6, 0xb5, 0x2f, 0x31])), CONTENTS[4]);
    await visit.ingest('VIDEO/0.nmea', TRACK, 0);
    await store.signer.sign();
    const clips = CONTENTS.map((content) => store.clips.idOfContent(sha256(content)) ?? '');
    describeClip(store, clips[0] ?? '', '2026-03-01T01:00:00.000Z', '2026-03-01T01:00:01.000Z');
    store.transaction(() => {
      const recordingId = newRecordingId();
      store.recordings.put(recordingId, visit.subject.camera.id, '2026-03-01T01:00:00', '2026-03-01T01:00:01', 1);
      store.recordings.group(clips[0] ?? '', recordingId, null);
      store.log.append('clip.grouped', { recordingId, gapBeforeMs: null }, { clipId: clips[0] ?? '' });
    });
    await store.signer.sign();
    return {
      paths,
      clips,
      size: store.log.head().size,
      remove: () => {
        rmSync(dir, { recursive: true, force: true });
      },
    };
  } finally {
    store.close();
  }
}

export interface Verified {
  readonly findings: readonly Finding[];
  readonly summary: VerifySummary;
}

export async function verify(paths: DataPaths, options: Partial<VerifyOptions> = {}): Promise<Verified> {
  if (currentHolder(paths.root) !== undefined) throw new Error('a writer is still there');
  const run = verifyStation(openReaderAt(paths), {
    budgetMs: null,
    daemonRunning: false,
    onProgress: () => undefined,
    ...options,
  });
  const findings: Finding[] = [];
  for (;;) {
    const next = await run.next();
    if (next.done === true) return { findings, summary: next.value };
    findings.push(next.value);
  }
}

/** `kind subject` of each, sorted. */
export const named = (findings: readonly Finding[]): string[] =>
  findings.map(({ kind, subject }) => `${kind} ${subject}`).sort();
