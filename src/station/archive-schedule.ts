/** When an archive is sent to and how fast: of all of them in `[archive]`, and of one in its own block, which goes before. */
import { z } from 'zod';
import { windowProblem, type SyncWindow } from '../archive/sync/window.js';
import { isZone } from '../domain/time.js';
import { byteSize } from './byte-size.js';
import type { Config } from './config.js';

export const startSchema = z.string().superRefine((start, ctx) => {
  const problem = windowProblem(start);
  if (problem !== null) ctx.addIssue({ code: 'custom', message: problem });
});
export const hoursSchema = z.number().min(0.1).max(24);
export const zoneSchema = z.string().refine((zone) => zone === '' || isZone(zone), 'is no time zone known here');
export const rateSchema = z.union([z.literal('none'), byteSize]);

/** What a copy is for: `offsite` is kept in another place (异地备份), by its own hours. */
export const ROLES = ['bureau', 'offsite'] as const;

/** Of one archive; what it does not say is as in `[archive]`. */
export const ownSchedule = {
  role: z.enum(ROLES).default('bureau'),
  start: startSchema.optional(),
  hours: hoursSchema.optional(),
  zone: zoneSchema.optional(),
  max_rate: rateSchema.optional(),
};

type Target = Config['archive']['target'][number];

export function windowOf({ archive, station }: Pick<Config, 'archive' | 'station'>, target: Target): SyncWindow {
  const zone = target.zone ?? archive.zone;
  return {
    start: target.start ?? archive.start,
    hours: target.hours ?? archive.hours,
    zone: zone === '' ? station.timezone : zone,
  };
}

/** Bytes in a second; null for as fast as it goes. */
export function rateOf({ archive }: Pick<Config, 'archive'>, target: Target): number | null {
  const rate = target.max_rate ?? archive.max_rate;
  return rate === 'none' ? null : rate;
}
