import { BwcError } from '../../domain/errors.js';
import type { CaseVersion } from '../../store/repositories/cases.js';
import type { Repositories } from '../../store/station-store.js';

/** By id, or by the number it has now. @throws BwcError `bwc.store.not_found` */
export function requireCase(store: Repositories, idOrNumber: string): CaseVersion {
  const found = store.cases.latest(idOrNumber) ?? store.cases.numbered(idOrNumber)[0];
  if (found === undefined)
    throw new BwcError('bwc.store.not_found', `there is no case ${idOrNumber}`, { id: idOrNumber });
  return found;
}
