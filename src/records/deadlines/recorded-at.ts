/** When a file that is still on a card was recorded, as far as its name and its times tell. Pure. */
import { civilToInstant, type Instant } from '../../domain/time.js';
import type { KnownMoment } from '../../policy/facts/facts.js';
import type { UnstoredFile } from '../../store/repositories/unstored.js';
import { momentsWithin, type Moments } from '../clips/recorded.js';
import type { RecordedWithin } from '../clips/recorded-within.js';

/** Cameras of this kind were not built before: a file of 1980 has no time, not an early one. */
const OLDEST_PLAUSIBLE = '2010-01-01T00:00:00.000Z';

/**
 * When it was recorded by its own account, but not after the camera was docked; where it says nothing that can be, between
 * the docking before and this one.
 */
export function recordedAt(
  { modified, nameStart }: Pick<UnstoredFile, 'modified' | 'nameStart'>,
  window: RecordedWithin,
  docked: Instant,
  zone: string,
): Moments & { readonly recordingEnd: KnownMoment } {
  const plausible = (at: Instant | undefined | null): Instant | undefined =>
    at == null || at < OLDEST_PLAUSIBLE || at > docked ? undefined : at;
  const start = plausible(nameStart === null ? null : civilToInstant(nameStart, zone));
  const end = plausible(modified);
  if (start === undefined && end === undefined) return momentsWithin(window, null);
  const known = end !== undefined && (start === undefined || end >= start) ? end : undefined;
  return {
    recordingEnd:
      known === undefined
        ? { at: start ?? docked, source: 'dock', confidence: 'unreliable' }
        : { at: known, source: 'camera', confidence: 'estimated' },
    ...(start === undefined ? {} : { recordingStart: { at: start, source: 'camera', confidence: 'estimated' } }),
  };
}
