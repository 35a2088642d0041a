import type { Repositories } from '../../store/station-store.js';
import { CellFault } from './cells.js';

type Units = Pick<Repositories, 'units'>;

export const unitNames = ({ units }: Units): ReadonlyMap<string, string> =>
  new Map(units.all().map(({ id, name }) => [id, name]));

/** One that is not closed. @throws CellFault */
export function requireUnitNamed({ units }: Units, column: string, name: string): string {
  const found = units.all().find((u) => u.name === name && !u.closed);
  if (found === undefined) throw new CellFault(column, `there is no unit ${name.slice(0, 100)}`);
  return found.id;
}
