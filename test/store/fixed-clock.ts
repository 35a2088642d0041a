import { fromInstant, type Clock } from '../../src/domain/time.js';

export const AT = '2026-03-01T02:00:00.000Z';
export const fixedClock: Clock = { now: () => fromInstant(AT) };
