import { BwcError } from '../../domain/errors.js';
import type { About } from '../../store/custody/log.js';
import type { Subject, SubjectKind } from '../../store/repositories/statements.js';
import type { Repositories } from '../../store/station-store.js';

const idIn: Readonly<Record<SubjectKind, (store: Repositories, id: string) => string | undefined>> = {
  clip: (store, id) => store.clips.get(id)?.id,
  activity: (store, id) => store.activities.latest(id)?.id,
  case: (store, id) => store.cases.latest(id)?.id,
  camera: (store, id) => store.cameras.get(id)?.id,
};

/** The clips that facts about a subject are facts of, as they belong to it now. */
export const clipsOf: Readonly<Record<SubjectKind, (store: Repositories, id: string) => readonly string[]>> = {
  clip: (_, id) => [id],
  activity: (store, id) => store.activities.clipsNow(id),
  case: (store, id) => store.cases.clipsNow(id),
  camera: (store, id) => store.clipFacts.clipsOfCamera(id),
};

/**
 * @returns what a custody entry about it is filed under
 * @throws BwcError `bwc.store.not_found`
 */
export function requireSubject(store: Repositories, { kind, id }: Subject): About {
  if (idIn[kind](store, id) !== id) throw new BwcError('bwc.store.not_found', `there is no ${kind} ${id}`, { id });
  return kind === 'clip' ? { clipId: id } : {};
}
