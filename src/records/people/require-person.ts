import { BwcError } from '../../domain/errors.js';
import type { Person } from '../../store/repositories/people.js';
import type { Repositories } from '../../store/station-store.js';

/** By number, or by what the person signs in with. @throws BwcError `bwc.store.not_found` */
export function requirePerson(store: Pick<Repositories, 'people'>, idOrLogin: string): Person {
  const found = store.people.get(idOrLogin) ?? store.people.byLogin(idOrLogin.normalize('NFKC').toLowerCase());
  if (found === undefined) throw new BwcError('bwc.store.not_found', `there is nobody ${idOrLogin}`, { id: idOrLogin });
  return found;
}
