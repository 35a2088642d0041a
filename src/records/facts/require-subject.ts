import { BwcError } from '../../domain/errors.js';
import type { About } from '../../store/custody/log.js';
import type { Subject } from '../../store/repositories/statements.js';
import type { Repositories } from '../../store/station-store.js';

/**
 * @returns what a custody entry about it is filed under
 * @throws BwcError `bwc.store.not_found`
 */
export function requireSubject(store: Repositories, { kind, id }: Subject): About {
  const found = kind === 'clip' ? store.clips.get(id)?.id : kind === 'camera' ? store.cameras.get(id)?.id : undefined;
  if (found !== id) throw new BwcError('bwc.store.not_found', `there is no ${kind} ${id}`, { id });
  return kind === 'clip' ? { clipId: id } : {};
}
