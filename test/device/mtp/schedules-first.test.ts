/** Whatever a camera does: the first half of the schedules. */
import { it } from 'vitest';
import { PATIENCE_MS, RUNS, runSchedules, SEED } from './run-schedules.js';

it(
  `never commits a wrong byte, in ${String(RUNS)} schedules (seed ${String(SEED)})`,
  { timeout: PATIENCE_MS },
  runSchedules,
);
