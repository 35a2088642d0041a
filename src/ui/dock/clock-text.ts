/** How far a camera's clock is off, in words. Pure. */
import type { VisitView } from '../../web/api-types.js';
import type { Text } from '../i18n/translate.js';
import { shortSpan } from '../lib/format.js';

/** Less than this is as good as right: the rulebooks ask for minutes. */
const FINE_MS = 5_000;

export function clockText(t: Text, clock: VisitView['clock']): string {
  if (clock?.offsetMs == null) return t('dock.clock.unknown');
  const { offsetMs, bound } = clock;
  // A reading from the newest file says nothing unless the camera runs ahead.
  if (bound !== 'two-sided')
    return offsetMs > FINE_MS ? t('dock.clock.atLeast', { span: shortSpan(t, offsetMs) }) : t('dock.clock.unknown');
  if (Math.abs(offsetMs) < FINE_MS) return t('dock.clock.fine');
  return t(offsetMs > 0 ? 'dock.clock.fast' : 'dock.clock.slow', { span: shortSpan(t, offsetMs) });
}
