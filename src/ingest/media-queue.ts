/** Reads media facts of stored clips in the background, places each clip in time and groups segments into recordings. */
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { ClockReading } from '../domain/camera.js';
import { messageOf } from '../domain/errors.js';
import { newRecordingId } from '../domain/ids.js';
import { toInstant, type Clock } from '../domain/time.js';
import { replaceFileDurable, makeDirectoryDurable } from '../store/durable.js';
import type { PendingClip } from '../store/repositories/clips.js';
import type { StationStore } from '../store/station-store.js';
import { clipTimes } from './clip-times.js';
import type { MediaFacts } from './media/media-facts.js';
import { readMediaFacts } from './media/read-media-facts.js';
import { groupRecordings } from './recordings.js';
import { asJson } from './visit/visit-records.js';

const BATCH = 64;
const TIMEOUT_MS = 30_000;

export interface MediaSettings {
  readonly thumbnails: boolean;
  readonly zone: string;
}

export class MediaQueue {
  #working: Promise<void> | null = null;
  readonly #abort = new AbortController();

  constructor(
    private readonly store: StationStore,
    private readonly settings: MediaSettings,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {}

  /** There may be something to do. */
  wake(): void {
    if (this.#abort.signal.aborted) return;
    this.#working ??= this.#work()
      .catch((error: unknown) => {
        if (!this.#abort.signal.aborted) this.log.error({ err: error }, 'reading media facts failed');
      })
      .finally(() => {
        this.#working = null;
      });
  }

  /** Resolves when every stored clip has been looked at. */
  async idle(): Promise<void> {
    while (this.#working !== null) await this.#working;
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.idle();
  }

  async #work(): Promise<void> {
    for (;;) {
      const pending = this.store.clips.pending(BATCH);
      if (pending.length === 0) return;
      const byId = new Map(pending.map((c) => [c.id, c]));
      const jobs = pending.map(({ id, kind, storedPath }) => ({
        id,
        kind,
        path: join(this.store.paths.root, storedPath),
      }));
      const cameras = new Set<string>();
      for await (const { id, facts } of readMediaFacts(jobs, {
        thumbnail: this.settings.thumbnails,
        timeoutMs: TIMEOUT_MS,
        signal: this.#abort.signal,
      })) {
        const clip = byId.get(id);
        if (clip === undefined) continue;
        byId.delete(id);
        await this.#describe(clip, facts);
        cameras.add(clip.cameraId);
      }
      if (byId.size > 0) throw new Error(`no facts came for ${[...byId.keys()].join(', ')}`);
      for (const cameraId of cameras) this.#group(cameraId);
    }
  }

  async #describe(clip: PendingClip, facts: MediaFacts): Promise<void> {
    const { store } = this;
    const read = facts.state === 'read' ? facts : null;
    const thumbnail = read?.thumbnailJpeg == null ? null : await this.#saveThumbnail(clip.sha256, read.thumbnailJpeg);
    const media = read === null ? null : asJson({ ...read, thumbnailJpeg: undefined });
    const visit = store.visits.get(clip.visitId);
    const times = clipTimes({
      kind: clip.kind,
      nameStart: clip.nameStart,
      exif: exifCivil(read?.exif?.dateTimeOriginalAsWritten ?? null),
      mediaCreated: read?.createdAsWritten ?? null,
      durationMs: read?.durationMs ?? null,
      modified: clip.modified,
      storedAt: clip.storedAt,
      clock: visit?.clock ?? null,
      zone: this.#zoneOf(visit?.clock ?? null),
    });
    store.transaction(() => {
      const reason = facts.state === 'read' ? null : facts.reason;
      store.clips.describe(clip.id, {
        state: facts.state,
        reason,
        media: media === null ? null : JSON.stringify(media),
        thumbnail,
        durationMs: read?.durationMs ?? null,
        times,
      });
      store.log.append(
        'clip.described',
        { state: facts.state, reason, media, times: asJson(times) },
        { clipId: clip.id, visitId: clip.visitId },
      );
      if (facts.state === 'unavailable') store.raiseAlarm('media.unavailable', 'media', { reason: facts.reason });
      else store.clearAlarm('media.unavailable', 'media');
    });
  }

  /** Writes what changed: a clip that joins a recording, a recording that grows. */
  #group(cameraId: string): void {
    const { store } = this;
    const timeline = store.clips.timelineOf(cameraId);
    const before = new Map(timeline.map((c) => [c.id, c]));
    store.transaction(() => {
      for (const recording of groupRecordings(timeline)) {
        const id = recording.id ?? newRecordingId();
        store.clips.putRecording(id, cameraId, recording.startRaw, recording.endRaw, recording.clips.length);
        recording.clips.forEach((clipId, i) => {
          const gapBeforeMs = i === 0 ? recording.gapBeforeMs : null;
          const old = before.get(clipId);
          if (old?.recordingId === id && old.gapBeforeMs === gapBeforeMs) return;
          store.clips.group(clipId, id, gapBeforeMs);
          store.log.append('clip.grouped', { recordingId: id, gapBeforeMs }, { clipId });
        });
      }
      store.clips.dropEmptyRecordings(cameraId);
    });
  }

  async #saveThumbnail(sha256: string, base64: string): Promise<string | null> {
    const folder = join(this.store.paths.derived, 'thumbnails', sha256.slice(0, 2));
    try {
      await makeDirectoryDurable(folder, 0o750);
      await replaceFileDurable(join(folder, `${sha256}.jpg`), Buffer.from(base64, 'base64'), 0o640);
      return `derived/thumbnails/${sha256.slice(0, 2)}/${sha256}.jpg`;
    } catch (error) {
      // A derivative is a convenience: its lack never stops the evidence.
      this.log.warn(
        { sha256, reason: messageOf(error), at: toInstant(this.clock.now()) },
        'a thumbnail could not be written',
      );
      return null;
    }
  }

  #zoneOf(clock: ClockReading | null): string {
    return clock?.assumedZone ?? this.settings.zone;
  }
}

/** EXIF writes `2026:03:01 08:09:10`. */
function exifCivil(asWritten: string | null): string | null {
  const m = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(asWritten ?? '');
  return m === null ? null : `${m[1] ?? ''}-${m[2] ?? ''}-${m[3] ?? ''}T${m[4] ?? ''}`;
}
