/** Reads media facts of stored clips in the background, places each clip in time and groups segments into recordings. */
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Logger } from 'pino';
import { messageOf } from '../domain/errors.js';
import { newRecordingId } from '../domain/ids.js';
import type { PendingClip } from '../store/repositories/clips.js';
import type { StationStore } from '../store/station-store.js';
import { clipTimes } from './clip-times.js';
import type { MediaFacts } from './media/media-facts.js';
import { readMediaFacts } from './media/read-media-facts.js';
import { groupRecordings } from './recordings.js';
import { asJson } from './record-json.js';

const BATCH = 64;
/** Descriptions that share one commit: each commit waits for the disk. */
const COMMIT_TOGETHER = 16;
const TIMEOUT_MS = 30_000;

export interface MediaSettings {
  readonly thumbnails: boolean;
  readonly zone: string;
}

interface Described {
  readonly clip: PendingClip;
  readonly facts: MediaFacts;
  readonly thumbnail: string | null;
}

export class MediaQueue {
  #working: Promise<void> | null = null;
  readonly #abort = new AbortController();

  constructor(
    private readonly store: StationStore,
    private readonly settings: MediaSettings,
    private readonly log: Logger,
    /** Told after each commit how many stored clips are still to be looked at. */
    private readonly onDescribed: (clipsLeft: number) => void,
    /** Told inside the transaction that described or grouped them. */
    private readonly clipsChanged: (clipIds: readonly string[]) => void,
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
      const cameras = new Set(pending.map((c) => c.cameraId));
      let described: Described[] = [];
      for await (const { id, facts } of readMediaFacts(jobs, {
        thumbnail: this.settings.thumbnails,
        timeoutMs: TIMEOUT_MS,
        signal: this.#abort.signal,
      })) {
        const clip = byId.get(id);
        if (clip === undefined) continue;
        byId.delete(id);
        described.push({ clip, facts, thumbnail: await this.#saveThumbnail(clip.sha256, facts) });
        if (described.length < COMMIT_TOGETHER) continue;
        this.#describe(described);
        described = [];
      }
      this.#describe(described);
      if (byId.size > 0) throw new Error(`no facts came for ${[...byId.keys()].join(', ')}`);
      for (const cameraId of cameras) this.#group(cameraId);
    }
  }

  #describe(described: readonly Described[]): void {
    const { store } = this;
    store.transaction(() => {
      for (const { clip, facts, thumbnail } of described) {
        const read = facts.state === 'read' ? facts : null;
        const reason = facts.state === 'read' ? null : facts.reason;
        const media = read === null ? null : asJson({ ...read, thumbnailJpeg: undefined });
        const clock = store.visits.clockOf(clip.visitId);
        const times = clipTimes({
          kind: clip.kind,
          nameStart: clip.nameStart,
          exif: exifCivil(read?.exif?.dateTimeOriginalAsWritten ?? null),
          mediaCreated: read?.createdAsWritten ?? null,
          durationMs: read?.durationMs ?? null,
          modified: clip.modified,
          storedAt: clip.storedAt,
          clock,
          zone: clock?.assumedZone ?? this.settings.zone,
          // Where no profile says otherwise, the label in the file is believed.
          mediaClock: clip.mediaClock ?? 'utc',
        });
        store.clips.describe(clip.id, {
          state: facts.state,
          reason,
          media: media === null ? null : JSON.stringify(media),
          thumbnail,
          durationMs: read?.durationMs ?? null,
          times,
        });
        if (read !== null) store.previews.want(clip.id);
        store.log.append(
          'clip.described',
          { state: facts.state, reason, media, times: asJson(times) },
          { clipId: clip.id, visitId: clip.visitId },
        );
        if (facts.state === 'unavailable') store.raiseAlarm('media.unavailable', 'media', { reason: facts.reason });
        else store.clearAlarm('media.unavailable', 'media');
      }
      this.clipsChanged(described.map(({ clip }) => clip.id));
    });
    this.onDescribed(store.clips.pendingCount());
  }

  /** Writes what changed: a clip that joins a recording, a recording that grows. */
  #group(cameraId: string): void {
    const { store } = this;
    const timeline = store.recordings.timelineOf(cameraId);
    const before = new Map(timeline.map((c) => [c.id, c]));
    const sizes = new Map<string | null, number>();
    for (const { recordingId } of timeline) sizes.set(recordingId, (sizes.get(recordingId) ?? 0) + 1);
    store.transaction(() => {
      const changed = new Set<string>();
      for (const recording of groupRecordings(timeline)) {
        const { clips } = recording;
        const id = recording.id ?? newRecordingId();
        // A camera has years of recordings, and one visit touches a few. A segment that joins or leaves moves the ends of the whole.
        const kept = sizes.get(id) === clips.length && clips.every((c) => before.get(c)?.recordingId === id);
        if (!kept) {
          store.recordings.put(id, cameraId, recording.startRaw, recording.endRaw, clips.length);
          for (const clipId of clips) changed.add(clipId);
        }
        clips.forEach((clipId, i) => {
          const gapBeforeMs = i === 0 ? recording.gapBeforeMs : null;
          const old = before.get(clipId);
          if (old?.recordingId === id && old.gapBeforeMs === gapBeforeMs) return;
          store.recordings.group(clipId, id, gapBeforeMs);
          store.log.append('clip.grouped', { recordingId: id, gapBeforeMs }, { clipId });
        });
      }
      if (changed.size > 0) store.recordings.dropEmpty(cameraId);
      this.clipsChanged([...changed]);
    });
  }

  /** A derivative is a convenience: it is not synced, and its lack never stops the evidence. */
  async #saveThumbnail(sha256: string, facts: MediaFacts): Promise<string | null> {
    if (facts.state !== 'read' || facts.thumbnailJpeg === null) return null;
    const path = `derived/thumbnails/${sha256.slice(0, 2)}/${sha256}.jpg`;
    const file = join(this.store.paths.root, path);
    try {
      await mkdir(dirname(file), { recursive: true, mode: 0o750 });
      await writeFile(file, Buffer.from(facts.thumbnailJpeg, 'base64'), { mode: 0o640 });
      return path;
    } catch (error) {
      this.log.warn({ sha256, reason: messageOf(error) }, 'a thumbnail could not be written');
      return null;
    }
  }
}

/** EXIF writes `2026:03:01 08:09:10`. */
function exifCivil(asWritten: string | null): string | null {
  const m = /^(\d{4}):(\d{2}):(\d{2}) (\d{2}:\d{2}:\d{2})$/.exec(asWritten ?? '');
  return m === null ? null : `${m[1] ?? ''}-${m[2] ?? ''}-${m[3] ?? ''}T${m[4] ?? ''}`;
}
