/** The end of a session, once, with its custody entry. Inside a transaction. */
import type { SessionEnding, SessionOnRecord } from '../../store/repositories/sessions.js';
import type { ActContext } from '../act.js';

export function endSession(
  { store, by, now }: Pick<ActContext, 'store' | 'by' | 'now'>,
  { id, person }: SessionOnRecord,
  why: SessionEnding,
): boolean {
  const ended = store.sessions.end(id, why, now());
  if (ended) store.log.append('session.ended', { session: id, person, why, by });
  return ended;
}

/** @param except this one stays @returns how many */
export function endSessionsOf(
  context: Pick<ActContext, 'store' | 'by' | 'now'>,
  person: string,
  why: SessionEnding,
  except: string | null = null,
): number {
  return context.store.sessions
    .open(person)
    .filter((session) => session.id !== except && endSession(context, session, why)).length;
}
