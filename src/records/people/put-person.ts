/** A new version of a person, with its custody entry. */
import type { Json } from '../../domain/canonical-json.js';
import { BwcError } from '../../domain/errors.js';
import type { Person } from '../../store/repositories/people.js';
import type { ActContext } from '../act.js';
import { requireOpenUnit } from './require-open-unit.js';

/** @throws BwcError `bwc.person.login_taken`, `bwc.person.last_administrator`, `bwc.store.not_found`, `bwc.unit.closed` */
export function putPerson(
  { store, by, now }: Pick<ActContext, 'store' | 'by' | 'now'>,
  said: Omit<Person, 'version' | 'by' | 'at'>,
): Person {
  const before = store.people.get(said.id);
  const taken = store.people.byLogin(said.login);
  if (taken !== undefined && taken.id !== said.id)
    throw new BwcError('bwc.person.login_taken', `${taken.name} signs in as ${said.login} already`, {
      login: said.login,
      person: taken.id,
    });
  requireOpenUnit(store, said.unit, before?.unit ?? null);
  if (before !== undefined && administers(before) && !administers(said)) requireAnother(store.people.all(), said.id);
  const version: Person = { ...said, version: (before?.version ?? 0) + 1, by, at: now() };
  const { seq } = store.log.append('person.put', version as unknown as { readonly [key: string]: Json });
  store.people.add({ ...version, entry: seq });
  return version;
}

const administers = ({ role, disabled }: Pick<Person, 'role' | 'disabled'>): boolean =>
  role === 'administrator' && !disabled;

function requireAnother(people: readonly Person[], id: string): void {
  if (people.some((p) => p.id !== id && administers(p))) return;
  throw new BwcError('bwc.person.last_administrator', 'nobody else is an administrator', { person: id });
}
