/** What follows from the clip's own times and from those of the recordings around it. */
import { addMs, type Instant } from '../../domain/time.js';
import type { Confidence, KnownMoment } from '../../policy/facts/facts.js';
import type { Moment, SourceKind } from '../../policy/facts/vocabulary.js';
import type { ClipOnRecord, Span } from '../../store/repositories/clip-facts.js';
import { distinct, type FactsSource, type Said } from './said.js';

export const recorded: FactsSource = (store, clips) => {
  const recordings = store.clipFacts.recordings(distinct(clips.map((c) => c.recordingId)));
  const activities = store.clipFacts.activities(distinct(clips.map((c) => c.activityId)));
  return (clip) => ({
    moments: {
      uploadedAt: { at: clip.storedAt, source: 'station', confidence: 'certain' },
      ...ofActivity(activities.get(clip.activityId ?? '')),
      ...ofRecording(clip, recordings.get(clip.recordingId ?? '') ?? clip),
    },
    ...marked(clip),
    sourceKind: sourceKindOf(clip),
  });
};

export type Moments = Partial<Record<Moment, KnownMoment>>;

/**
 * The whole recording's, where the clip is a segment of one. Where no instant follows from the camera's times, it ended
 * when the camera was docked at the latest, and the word is marked as unreliable: such a limit may have ended earlier. Before its times were read nothing
 * is known.
 */
function ofRecording(clip: ClipOnRecord, { start, end, measured, ahead, unplaced }: Span): Moments {
  if (!clip.described) return {};
  if (start === null || end === null || unplaced) return fromDock(clip, start);
  const confidence: Confidence = ahead ? 'unreliable' : measured ? 'certain' : 'estimated';
  return {
    recordingStart: { at: start, source: 'camera', confidence },
    recordingEnd: { at: end, source: 'camera', confidence },
  };
}

function fromDock({ dockedAt, durationMs }: ClipOnRecord, known: Instant | null): Moments {
  // Where only its end is missing, a limit starts from its start: earlier than it should, never later.
  if (known !== null && known <= dockedAt)
    return { recordingStart: { at: known, source: 'camera', confidence: 'unreliable' } };
  const bound = (at: Instant): KnownMoment => ({ at, source: 'dock', confidence: 'unreliable' });
  return {
    recordingEnd: bound(dockedAt),
    ...(durationMs === null ? {} : { recordingStart: bound(addMs(dockedAt, -durationMs)) }),
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
