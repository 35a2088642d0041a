import type { Repositories } from '../../store/station-store.js';
import { CellFault } from './cells.js';

type Units = Pick<Repositories, 'units'>;

export const unitNames = ({ units }: Units): ReadonlyMap<string, string> =>
  new Map(units.all().map(({ id, name }) => [id, name]));

/** Rather one that is not closed: a closed one is only where it was already, and the acts refuse it elsewhere. @throws CellFault */
export function requireUnitNamed({ units }: Units, column: string, name: string): string {
  const named = units.all().filter((u) => u.name === name);
  const found = named.find((u) => !u.closed) ?? named[0];
  if (found === undefined) throw new CellFault(column, `there is no unit ${name.slice(0, 100)}`);
  return found.id;
}
