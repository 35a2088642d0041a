/**
 * Whether an archive is worth trying. A failure that concerns the whole archive opens the circuit for a while; then one
 * order goes through alone, and what becomes of it decides. Pure.
 */
import type { EpochMs } from '../../domain/time.js';
import { backoffMs } from './backoff.js';

export interface Circuit {
  /** In a row. */
  readonly failures: number;
  /** Nothing is tried before. */
  readonly openUntil: EpochMs;
  /** Of the last failure; null while there is none. */
  readonly code: string | null;
}

export const CLOSED: Circuit = { failures: 0, openUntil: 0, code: null };

/** How many orders may be under way at once. */
export function mayTry(circuit: Circuit, now: EpochMs, lanes: number): number {
  if (now < circuit.openUntil) return 0;
  return circuit.failures > 0 ? 1 : lanes;
}

export function afterFailure(
  { failures, openUntil }: Circuit,
  failure: { readonly code: string; readonly retryAfterMs: number | null },
  now: EpochMs,
  random: number,
): Circuit {
  // Those that were under way together when it broke off are one failure.
  if (now < openUntil) return { failures, openUntil, code: failure.code };
  return {
    failures: failures + 1,
    openUntil: now + backoffMs(failures + 1, failure.retryAfterMs, random),
    code: failure.code,
  };
}
