import { requireUnitNamed, unitNames } from './unit-names.js';
import { addPerson, changePerson } from '../people/acts.js';
import { requirePerson } from '../people/require-person.js';
import { listed, NOTHING, yesOrNo } from './cells.js';
import type { TableKind } from './table-kind.js';

/** By the name to sign in with. */
export const PEOPLE: TableKind = {
  columns: ['login', 'name', 'role', 'unit', 'numbers', 'cleared', 'disabled'],
  shown: ['since'],
  key: 'login',
  subject: 'person',
  read: ({ store }, column, text) => {
    if (column === 'numbers' || column === 'cleared') return text === NOTHING ? [] : listed(text);
    if (column === 'disabled') return yesOrNo(column, text);
    if (column === 'unit') return text === NOTHING ? null : requireUnitNamed(store, column, text);
    return text;
  },
  find: ({ store }, login) => {
    const person = store.people.byLogin(login.normalize('NFKC').toLowerCase());
    return person === undefined ? null : { ...requirePerson(store, person.id) };
  },
  add: addPerson,
  change: changePerson,
  rows: ({ store }) => {
    const units = unitNames(store);
    return store.people.all().map((p) => ({
      login: p.login,
      name: p.name,
      role: p.role,
      unit: p.unit === null ? '' : (units.get(p.unit) ?? p.unit),
      numbers: p.numbers.join('、'),
      cleared: p.cleared.join('、'),
      disabled: p.disabled ? 'yes' : 'no',
      since: p.since,
    }));
  },
};
