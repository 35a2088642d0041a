import type { FileStat } from './volume-io.js';

/** Differs when the file was changed: modification and change time, nanoseconds. The size is compared beside it. */
export const stampOf = (stat: FileStat): string => `${String(stat.mtimeNs)}.${String(stat.ctimeNs)}`;
