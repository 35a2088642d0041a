/** One day of the station's calendar: what each camera recorded, and where it did not. */
import { z } from 'zod';
import { endOfDay, isCivilDay, msBetween, startOfDay, type Instant } from '../../domain/time.js';
import type { ClipOfDay } from '../../store/repositories/search-day.js';
import { question } from '../act.js';

export interface RecordingOfDay {
  /** Null for a clip that is in no recording. */
  readonly recording: string | null;
  readonly start: Instant;
  readonly end: Instant;
  /** Silence since the recording before it on this camera, milliseconds; null for the first of the day. */
  readonly gapBeforeMs: number | null;
  readonly clips: readonly ClipOfDay[];
}

export interface CameraOfDay {
  readonly cameraId: string;
  readonly camera: string | null;
  readonly recordings: readonly RecordingOfDay[];
}

export interface DayAnswer {
  readonly day: string;
  readonly from: Instant;
  readonly until: Instant;
  readonly cameras: readonly CameraOfDay[];
  /** Clips that were stored on this day and whose time of recording is not known: they stand nowhere on the line. */
  readonly unplaced: number;
  /** There are more clips than one answer holds: `camera` or `officer` narrows it. */
  readonly cut: boolean;
}

const MOST_CLIPS = 5000;
/** Silence that is no gap: cameras close one file and open the next. */
const SEAMLESS_MS = 2000;

const one = z.string().trim().min(1).max(200);

export const searchDay = question(
  z.strictObject({
    day: z.string().refine(isCivilDay, 'is no day such as 2026-03-01'),
    /** Serial or id. */
    camera: one.exactOptional(),
    /** Number. */
    officer: one.exactOptional(),
  }),
  (context, { day, camera = null, officer = null }): DayAnswer => {
    const { zone } = context.rules.calendar;
    const asked = {
      from: startOfDay(day, zone),
      until: endOfDay(day, zone),
      camera,
      officer,
      sight: context.sight ?? null,
    };
    const clips = context.store.days.clips(asked, MOST_CLIPS + 1);
    const byCamera = new Map<string, ClipOfDay[]>();
    for (const clip of clips.slice(0, MOST_CLIPS)) {
      const own = byCamera.get(clip.cameraId) ?? [];
      own.push(clip);
      byCamera.set(clip.cameraId, own);
    }
    return {
      day,
      from: asked.from,
      until: asked.until,
      cameras: [...byCamera].map(([cameraId, own]) => ({
        cameraId,
        camera: own[0]?.camera ?? null,
        recordings: recordingsOf(own),
      })),
      unplaced: context.store.days.unplaced(asked),
      cut: clips.length > MOST_CLIPS,
    };
  },
);

/** @param clips of one camera, by their start */
export function recordingsOf(clips: readonly ClipOfDay[]): RecordingOfDay[] {
  const found: {
    recording: string | null;
    start: Instant;
    end: Instant;
    gapBeforeMs: number | null;
    clips: ClipOfDay[];
  }[] = [];
  for (const clip of clips) {
    const last = found.at(-1);
    const silence = last === undefined ? null : msBetween(last.end, clip.start);
    const same = last !== undefined && clip.recording !== null && last.recording === clip.recording;
    const follows = silence !== null && silence <= SEAMLESS_MS && clip.recording === null && last?.recording === null;
    if (last !== undefined && (same || follows)) {
      last.clips.push(clip);
      if (clip.end > last.end) last.end = clip.end;
    } else {
      const gapBeforeMs = silence === null ? null : Math.max(0, silence);
      found.push({ recording: clip.recording, start: clip.start, end: clip.end, gapBeforeMs, clips: [clip] });
    }
  }
  return found;
}
