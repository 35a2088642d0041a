/** How long a session lasts: with somebody at it, and as a wall. */
import type { Role } from '../../domain/person.js';
import { addMs, msBetween, type Instant } from '../../domain/time.js';
import type { SessionEnding, SessionOnRecord } from '../../store/repositories/sessions.js';
import { reachOf } from '../access/permissions.js';

export interface AccountSettings {
  /** Without a request for so long, a session ends. */
  readonly idleMs: number;
  /** However busy, a session ends after so long. */
  readonly longestMs: number;
  /** So long a screen that only shows the dock stays up. */
  readonly wallMs: number;
  /** For so long after the password was given, acts that want it once more go through. */
  readonly confirmMs: number;
}

type Span = Pick<SessionOnRecord, 'startedAt' | 'seenAt' | 'wallAt'>;

/** However busy it is. */
export const endOf = ({ startedAt, wallAt }: Omit<Span, 'seenAt'>, { longestMs, wallMs }: AccountSettings): Instant =>
  wallAt === null ? addMs(startedAt, longestMs) : addMs(wallAt, wallMs);

/** Why it is over; null while it is not. Nobody is at a wall: it is never idle, but its person must still be one who may leave it. */
export function sessionOver(session: Span, role: Role, settings: AccountSettings, now: Instant): SessionEnding | null {
  const { seenAt, wallAt } = session;
  if (wallAt !== null && reachOf(role, 'dock.wall') === null) return 'revoked';
  if (now >= endOf(session, settings)) return 'expired';
  return wallAt === null && msBetween(seenAt, now) >= settings.idleMs ? 'idle' : null;
}
