/** Recordings that may be one activity: close in time on one camera, or begun together on several. Pure. */
import { fromInstant, msBetween, type Instant } from '../../domain/time.js';

export interface PlacedClip {
  readonly id: string;
  readonly cameraId: string;
  readonly start: Instant;
  readonly end: Instant;
}

export interface Proposal {
  readonly start: Instant;
  readonly end: Instant;
  readonly cameras: readonly string[];
  /** In the order of their starts. */
  readonly clips: readonly string[];
}

export interface Closeness {
  /** Silence on one camera that still belongs to one activity. */
  readonly gapMs: number;
  /** Two cameras that begin within so long of each other, and overlap, went out together. */
  readonly togetherMs: number;
}

/** @param clips ordered by start */
export function groupActivities(clips: readonly PlacedClip[], closeness: Closeness): Proposal[] {
  const runs = runsOf(clips, closeness.gapMs);
  const groups: { start: Instant; end: Instant; cameras: Set<string>; clips: PlacedClip[] }[] = [];
  for (const run of runs.sort((a, b) => fromInstant(a.start) - fromInstant(b.start))) {
    const cameraId = run.clips[0]?.cameraId ?? '';
    const group = groups.find(
      (g) => !g.cameras.has(cameraId) && msBetween(g.start, run.start) <= closeness.togetherMs && run.start <= g.end,
    );
    if (group === undefined) {
      groups.push({ start: run.start, end: run.end, cameras: new Set([cameraId]), clips: run.clips });
    } else {
      group.end = later(group.end, run.end);
      group.cameras.add(cameraId);
      group.clips = [...group.clips, ...run.clips];
    }
  }
  return groups.map(({ start, end, cameras, clips: own }) => ({
    start,
    end,
    cameras: [...cameras],
    clips: own.sort((a, b) => fromInstant(a.start) - fromInstant(b.start)).map((c) => c.id),
  }));
}

interface Run {
  readonly start: Instant;
  end: Instant;
  readonly clips: PlacedClip[];
}

function runsOf(clips: readonly PlacedClip[], gapMs: number): Run[] {
  const runs: Run[] = [];
  const open = new Map<string, Run>();
  for (const clip of clips) {
    const run = open.get(clip.cameraId);
    if (run !== undefined && msBetween(run.end, clip.start) <= gapMs) {
      run.clips.push(clip);
      run.end = later(run.end, clip.end);
    } else {
      const next: Run = { start: clip.start, end: clip.end, clips: [clip] };
      runs.push(next);
      open.set(clip.cameraId, next);
    }
  }
  return runs;
}

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b);
