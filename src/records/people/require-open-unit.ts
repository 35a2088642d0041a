import { BwcError } from '../../domain/errors.js';
import type { Repositories } from '../../store/station-store.js';

/**
 * Nothing comes to a unit that is closed; what is its own stays so.
 * @param before the unit on record
 * @param field what names it
 * @throws BwcError `bwc.store.not_found`, `bwc.unit.closed`
 */
export function requireOpenUnit(
  { units }: Pick<Repositories, 'units'>,
  id: string | null,
  before: string | null,
  field: 'unit' | 'parent' = 'unit',
): void {
  if (id === null) return;
  const unit = units.get(id);
  if (unit === undefined) throw new BwcError('bwc.store.not_found', `there is no unit ${id}`, { id });
  if (unit.closed && id !== before)
    throw new BwcError('bwc.unit.closed', `${unit.name} is closed`, { unit: id, field });
}
