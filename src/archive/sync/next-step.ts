/**
 * What is to be done next about one object, given how far its order is and what the archive says just now. An order goes
 * forward only on what the archive answered when asked, never because a call came back. Done again after a crash, each
 * step ends in the same state. Pure.
 */
import type { OrderState } from '../../store/repositories/outbox-order.js';
import { fromInstant, type Instant } from '../../domain/time.js';
import type { ReadBackDigest, Retention, StoredObject } from '../target.js';

/** What the object has to be. */
export interface Wanted {
  readonly sha256: string;
  readonly bytes: number;
  /** Locked at least until then. */
  readonly until: Instant;
  readonly legalHold: boolean;
}

export interface Known {
  /** What `head` says; null where the archive shows nothing. */
  readonly seen: StoredObject | null;
  /** All its bytes as they were read back after it was locked; null where they were not yet. */
  readonly read: ReadBackDigest | null;
  /** The archive said that it keeps no retention, or no holds, at all. */
  readonly keepsNoRetention: boolean;
  readonly keepsNoHolds: boolean;
}

export type NextStep =
  | { readonly do: 'put' | 'retain' | 'hold' | 'readBack' }
  /** Says of the order what the archive has confirmed. */
  | { readonly do: 'confirm'; readonly state: Exclude<OrderState, 'queued' | 'done'> }
  | { readonly do: 'finish' }
  /** Other bytes than the order's are under its name. */
  | { readonly do: 'conflict'; readonly found: string }
  | { readonly do: 'nothing' };

export function nextStep(state: OrderState, wanted: Wanted, known: Known): NextStep {
  const { seen, read } = known;
  if (state === 'done') return { do: 'nothing' };
  if (state === 'queued') return { do: 'confirm', state: 'uploading' };
  // Gone again, or nobody recorded what it is: put looks at the bytes themselves.
  if (seen?.sha256 == null) return { do: 'put' };
  if (seen.sha256 !== wanted.sha256 || seen.bytes !== wanted.bytes) return { do: 'conflict', found: seen.sha256 };
  if (state === 'uploading') return { do: 'confirm', state: 'uploaded' };
  if (!known.keepsNoRetention && !lasts(seen.retention, wanted.until)) return { do: 'retain' };
  if (!known.keepsNoHolds && seen.legalHold !== wanted.legalHold) return { do: 'hold' };
  if (state === 'uploaded') return { do: 'confirm', state: 'locked' };
  if (state === 'verified') return { do: 'finish' };
  if (read === null) return { do: 'readBack' };
  return read.sha256 === wanted.sha256 && read.bytes === wanted.bytes
    ? { do: 'confirm', state: 'verified' }
    : { do: 'conflict', found: read.sha256 };
}

export const lasts = (retention: Retention | null, until: Instant): boolean =>
  retention !== null && fromInstant(retention.until) >= fromInstant(until);
