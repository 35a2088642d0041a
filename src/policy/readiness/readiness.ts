/** Whether a camera may be taken out: battery, storage, clock and the time in the picture, each with its article. */
import type { StorageReading } from '../../domain/camera.js';
import type { Instant } from '../../domain/time.js';
import { basisOf, type Basis, type Citation } from '../rulebook/cited.js';
import { judgeClock, type ClockFacts, type ClockVerdict } from './clock.js';
import type { ReadinessRules } from './rules.js';

export const CHECKS = ['battery', 'storage', 'clock', 'calibration', 'overlay'] as const;
export type CheckName = (typeof CHECKS)[number];

export interface ReadinessFacts extends ClockFacts {
  /** At dock it is not yet going out: whether it was set for the outing is asked at issue only. */
  readonly occasion: 'dock' | 'issue';
  /** 0..100. */
  readonly batteryPercent: number | null;
  readonly storage: StorageReading | null;
  readonly overlay: 'on' | 'off' | null;
  /** When it last came back; null where it was never out, or nobody knows. */
  readonly lastReturnAt: Instant | null;
  /** What a person looked at on the camera itself and found in order, where it cannot be read. */
  readonly lookedAt: readonly CheckName[];
}

export type CheckWhy =
  | ClockVerdict['finding']
  | 'enough'
  | 'low'
  /** Too little is free, and what is locked would be enough. */
  | 'locked'
  | 'notRead'
  | 'lookedAt'
  | 'on'
  | 'off'
  | 'set'
  | 'notSet';

export interface ReadinessCheck {
  readonly check: CheckName;
  readonly state: 'ok' | 'fail' | 'unknown';
  readonly why: CheckWhy;
  /** Percent, bytes or milliseconds; null where nothing was read or there is nothing to count. */
  readonly measured: number | null;
  readonly limit: number | null;
  /** Whether the rulebook asks for it: only then does it hold anybody back. */
  readonly required: boolean;
  readonly basis: Basis;
  readonly limitBasis: Basis | null;
}

export interface ReadinessVerdict {
  /** Null: something that is asked for could not be read; a person has to look. */
  readonly fit: boolean | null;
  readonly checks: readonly ReadinessCheck[];
  readonly clock: ClockVerdict;
}

interface Found {
  readonly state: ReadinessCheck['state'];
  readonly why: CheckWhy;
  readonly measured?: number | null;
  readonly limit?: (Citation & { readonly value: number }) | null;
}

export function readiness(rules: ReadinessRules, facts: ReadinessFacts): ReadinessVerdict {
  const clock = judgeClock(rules.clock, facts);
  const check = (name: CheckName, required: Citation & { readonly value: boolean }, found: Found): ReadinessCheck => {
    const looked = found.state === 'unknown' && facts.lookedAt.includes(name);
    return {
      check: name,
      state: looked ? 'ok' : found.state,
      why: looked ? 'lookedAt' : found.why,
      measured: found.measured ?? null,
      limit: found.limit?.value ?? null,
      required: required.value,
      basis: basisOf(required),
      limitBasis: found.limit == null ? null : basisOf(found.limit),
    };
  };
  const checks = [
    check('battery', rules.battery.required, battery(rules, facts)),
    check('storage', rules.storage.required, storage(rules, facts)),
    check('clock', rules.clock.required, {
      state: clock.state,
      why: clock.finding,
      measured: clock.offsetMs,
      limit: { ...(clock.days === null ? rules.clock.absoluteMs : rules.clock.driftPerDayMs), value: clock.allowedMs },
    }),
    ...(facts.occasion === 'issue'
      ? [check('calibration', rules.clock.calibrate, calibration(rules, facts, clock))]
      : []),
    check('overlay', rules.overlay.required, overlay(facts)),
  ];
  const asked = checks.filter((c) => c.required);
  const unknown = asked.some((c) => c.state === 'unknown');
  return { fit: asked.some((c) => c.state === 'fail') ? false : unknown ? null : true, checks, clock };
}

function battery({ battery: { minPercent } }: ReadinessRules, { batteryPercent }: ReadinessFacts): Found {
  if (batteryPercent === null) return { state: 'unknown', why: 'notRead', limit: minPercent };
  const enough = batteryPercent >= minPercent.value;
  return { state: enough ? 'ok' : 'fail', why: enough ? 'enough' : 'low', measured: batteryPercent, limit: minPercent };
}

function storage({ storage: { minFreeBytes } }: ReadinessRules, facts: ReadinessFacts): Found {
  const free = facts.storage?.freeBytes ?? null;
  if (free === null) return { state: 'unknown', why: 'notRead', limit: minFreeBytes };
  if (free >= minFreeBytes.value) return { state: 'ok', why: 'enough', measured: free, limit: minFreeBytes };
  const locked = facts.storage?.lockedBytes ?? 0;
  const why = free + locked >= minFreeBytes.value ? 'locked' : 'low';
  return { state: 'fail', why, measured: free, limit: minFreeBytes };
}

/** Set since it last came back, or found right within one day's drift, so that there is nothing to set. */
function calibration({ clock: rules }: ReadinessRules, facts: ReadinessFacts, clock: ClockVerdict): Found {
  const { lastSetAt, lastReturnAt } = facts;
  const wrong = clock.state === 'fail';
  const set = lastSetAt !== null && lastReturnAt !== null && lastSetAt >= lastReturnAt;
  const right =
    clock.finding === 'right' &&
    Math.abs(clock.offsetMs ?? Infinity) + (clock.uncertaintyMs ?? 0) <= rules.driftPerDayMs.value;
  if (!wrong && (set || right)) return { state: 'ok', why: set ? 'set' : 'right', measured: clock.offsetMs };
  if (!wrong && clock.state === 'unknown') return { state: 'unknown', why: clock.finding, measured: clock.offsetMs };
  return { state: 'fail', why: 'notSet', measured: clock.offsetMs };
}

function overlay({ overlay: shown }: ReadinessFacts): Found {
  if (shown === null) return { state: 'unknown', why: 'notRead' };
  return shown === 'on' ? { state: 'ok', why: 'on' } : { state: 'fail', why: 'off' };
}
