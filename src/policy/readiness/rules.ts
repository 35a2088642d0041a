/** The part of a rulebook that says what is checked of a camera before it is used. */
import { z } from 'zod';
import { cited } from '../rulebook/cited.js';

export const readinessRules = z.strictObject({
  battery: z.strictObject({
    /** Whether the text asks for it; what is not asked for is still shown, but holds nobody back. */
    required: cited(z.boolean()),
    minPercent: cited(z.int().min(0).max(100)),
  }),
  storage: z.strictObject({
    required: cited(z.boolean()),
    minFreeBytes: cited(z.int().min(0)),
  }),
  clock: z.strictObject({
    required: cited(z.boolean()),
    /** Whether the clock must be set before each outing, not only looked at (必须校准设备时间). */
    calibrate: cited(z.boolean()),
    /** Milliseconds a clock may gain or lose in each day begun since it was last set. */
    driftPerDayMs: cited(z.int().positive()),
    /** Milliseconds it may be off at most, however long ago it was set. */
    absoluteMs: cited(z.int().positive()),
    /** From so many milliseconds on, times that rest on this clock are not reliable. */
    unreliableMs: cited(z.int().positive()),
  }),
  /** Date and time shown in the picture. */
  overlay: z.strictObject({ required: cited(z.boolean()) }),
});
export type ReadinessRules = z.infer<typeof readinessRules>;
