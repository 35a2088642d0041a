import type { BigIntStats } from 'node:fs';

/** Differs when the file was changed: modification and change time, nanoseconds. The size is compared beside it. */
export const stampOf = (stat: BigIntStats): string => `${String(stat.mtimeNs)}.${String(stat.ctimeNs)}`;
