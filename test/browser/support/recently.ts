import { addMs, systemClock, toInstant, type Instant } from '../../../src/domain/time.js';

/** So many hours ago: lists begin with what is recent. */
export const recently = (hours: number): Instant => addMs(toInstant(systemClock.now()), -hours * 3_600_000);
