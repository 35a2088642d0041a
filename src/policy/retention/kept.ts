/**
 * What earlier verdicts on a clip rested on, kept beside it: retention never shrinks. It only grows, whatever is
 * corrected, taken back or set in force later; only what was not known, or a hold, stops keeping a clip.
 */
import { z } from 'zod';
import type { Basis } from '../rulebook/cited.js';
import type { KeepUntil } from './period.js';
import type { RetentionReason, RetentionVerdict } from './retention.js';
import { period, RETENTION_CLASSES, type Period, type RetentionClass } from './rules.js';

export interface KeptReason {
  /** The rule's id; null for the ordinary period. */
  readonly id: string | null;
  readonly class: RetentionClass;
  readonly period: Period;
  /** The furthest day it was ever settled to; null while it hangs on something that is not known. */
  readonly until: KeepUntil | null;
  /** `of` names the rulebook, always: another may be in force by now. */
  readonly basis: Basis;
}

/** As `keptBy` made it and a database kept it. */
export const keptSchema: z.ZodType<readonly KeptReason[]> = z.array(
  z.strictObject({
    id: z.string().nullable(),
    class: z.enum(RETENTION_CLASSES),
    period,
    until: z.string().nullable(),
    basis: z.strictObject({
      article: z.string().nullable(),
      phrase: z.string().nullable(),
      of: z.string().nullable(),
    }),
  }),
);

/**
 * What to hand over as `kept` the next time: all that was kept before, and what keeps the clip now.
 * @param rulebook id of the rulebook the verdict was given by
 */
export function keptBy(before: readonly KeptReason[], verdict: RetentionVerdict, rulebook: string): KeptReason[] {
  const all = new Map<string, KeptReason>();
  for (const one of [...before, ...verdict.reasons.flatMap((r) => toKept(r, rulebook))]) {
    const key = keyOf(one);
    const other = all.get(key);
    all.set(key, other === undefined ? one : { ...other, until: later(other.until, one.until) });
  }
  return [...all].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** The last day that is settled: nothing shortens it. Null where nothing is. */
export const floorOf = (kept: readonly KeptReason[]): KeepUntil | null =>
  kept.reduce<KeepUntil | null>((floor, { until }) => later(floor, until), null);

function toKept(reason: RetentionReason, rulebook: string): KeptReason[] {
  const { id, class: ofClass, period: length, until, settled, basis } = reason;
  if (ofClass === null || length === null || basis === null) return [];
  return [
    {
      id,
      class: ofClass,
      period: length,
      until: settled ? until : null,
      basis: { ...basis, of: basis.of ?? rulebook },
    },
  ];
}

const keyOf = ({ id, class: ofClass, period: length, basis }: KeptReason): string =>
  JSON.stringify([id ?? '', ofClass, length, basis.of, basis.article]);

const later = (a: KeepUntil | null, b: KeepUntil | null): KeepUntil | null =>
  a === null ? b : b === null || a >= b ? a : b;
