/** What follows from the clip's own times and from those of the recordings around it. */
import { addMs, type Instant } from '../../domain/time.js';
import type { Confidence, KnownMoment, Within } from '../../policy/facts/facts.js';
import type { Moment, SourceKind } from '../../policy/facts/vocabulary.js';
import type { ClipOnRecord, Span } from '../../store/repositories/clip-facts.js';
import { isAdrift, windowsOf, type RecordedWithin } from './recorded-within.js';
import { distinct, type FactsSource, type Said } from './said.js';

export const recorded: FactsSource = (store, clips) => {
  const recordings = store.clipFacts.recordings(distinct(clips.map((c) => c.recordingId)));
  const activities = store.clipFacts.activities(distinct(clips.map((c) => c.activityId)));
  const spanOf = (clip: ClipOnRecord): Span => recordings.get(clip.recordingId ?? '') ?? clip;
  const windows = windowsOf(store, clips, (clip) => clip.described && isAdrift(spanOf(clip)));
  return (clip) => {
    const activity = activities.get(clip.activityId ?? '');
    return {
      moments: {
        uploadedAt: { at: clip.storedAt, source: 'station', confidence: 'certain' },
        // An end that only a clock tells that ran ahead may be too late: the recording's own stands in for it.
        ...(activity?.ahead === true ? {} : ofActivity(activity)),
        ...ofRecording(clip, spanOf(clip), windows.get(clip.id)),
      },
      ...marked(clip),
      sourceKind: sourceKindOf(clip),
    };
  };
};

export type Moments = Partial<Record<Moment, KnownMoment>>;

/**
 * The whole recording's, where the clip is a segment of one. Where the camera's times do not place it, it was made between
 * two moments: a limit starts from the earlier one, and only where that is not known from the later one. Before its times
 * were read nothing is known.
 */
function ofRecording(clip: ClipOnRecord, span: Span, window: RecordedWithin | undefined): Moments {
  if (!clip.described) return {};
  const { start, end, measured, ahead } = span;
  // Where only its end is missing, a limit starts from its start: earlier than it should, never later.
  if (window !== undefined)
    return start !== null && !ahead && start <= window.notAfter
      ? { recordingStart: { at: start, source: 'camera', confidence: 'unreliable' } }
      : momentsWithin(window, clip.durationMs);
  if (start === null || end === null) return {};
  const confidence: Confidence = measured ? 'certain' : 'estimated';
  return {
    recordingStart: { at: start, source: 'camera', confidence },
    recordingEnd: { at: end, source: 'camera', confidence },
  };
}

/** @param durationMs null where it is not known */
export function momentsWithin(
  window: RecordedWithin,
  durationMs: number | null,
): Moments & { readonly recordingEnd: KnownMoment } {
  const { notBefore, notAfter, source } = window;
  const bounded = (within: Within): KnownMoment => ({
    at: notBefore ?? within.notAfter,
    source,
    confidence: 'unreliable',
    within,
  });
  const latestStart = durationMs === null ? null : addMs(notAfter, -durationMs);
  return {
    recordingEnd: bounded({ notBefore, notAfter }),
    // One that lasted longer than there was time had begun before.
    ...(latestStart === null || (notBefore !== null && latestStart < notBefore)
      ? {}
      : { recordingStart: bounded({ notBefore, notAfter: latestStart }) }),
  };
}

/** Nobody said when it began or ended: from the first start to the last end in it that is known, the earliest defensible. */
export function ofActivity(span: Span | undefined): Moments {
  if (span === undefined) return {};
  const confidence: Confidence = span.ahead ? 'unreliable' : 'estimated';
  const moment = (at: Instant): KnownMoment => ({ at, source: 'station', confidence });
  return {
    ...(span.start === null ? {} : { activityStart: moment(span.start) }),
    ...(span.end === null ? {} : { activityEnd: moment(span.end) }),
  };
}

/** The officer pressed the camera's key for important footage. */
const marked = (clip: ClipOnRecord): Pick<Said, 'flags'> =>
  clip.marked ? { flags: [{ flag: 'important', holds: true, source: 'camera', confidence: 'certain' }] } : {};

const OF_KIND: Readonly<Record<ClipOnRecord['kind'], SourceKind>> = {
  video: 'camcorder',
  audio: 'audioRecorder',
  photo: 'stillCamera',
};

/** Other recorders say by the kind of their files what they are. */
export function sourceKindOf({ sourceType, kind }: Pick<ClipOnRecord, 'sourceType' | 'kind'>): SourceKind {
  switch (sourceType) {
    case 'phone':
      return 'phone';
    case 'camcorder':
      return 'camcorder';
    case 'other':
      return OF_KIND[kind];
    default:
      return 'bodyCamera';
  }
}
