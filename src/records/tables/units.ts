import { addUnit, changeUnit } from '../people/units.js';
import { NOTHING, yesOrNo } from './cells.js';
import type { TableKind } from './table-kind.js';
import { requireUnitNamed, unitNames } from './unit-names.js';

/** By name, of those that are not closed; a unit that others belong to stands above them. */
export const UNITS: TableKind = {
  columns: ['name', 'parent', 'closed'],
  shown: [],
  key: 'name',
  subject: 'unit',
  read: ({ store }, column, text) => {
    if (column === 'parent') return text === NOTHING ? null : requireUnitNamed(store, column, text);
    return column === 'closed' ? yesOrNo(column, text) : text;
  },
  find: ({ store }, name) => {
    const named = store.units.all().filter((u) => u.name === name);
    const unit = named.find((u) => !u.closed) ?? named[0];
    return unit === undefined ? null : { ...unit };
  },
  add: addUnit,
  change: changeUnit,
  rows: ({ store }) => {
    const names = unitNames(store);
    return store.units.all().map((u) => ({
      name: u.name,
      parent: u.parent === null ? '' : (names.get(u.parent) ?? u.parent),
      closed: u.closed ? 'yes' : 'no',
    }));
  },
};
