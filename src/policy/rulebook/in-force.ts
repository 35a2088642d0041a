import type { CivilDay } from '../../domain/time.js';
import type { RulebookDocument } from './schema.js';

/** Whether a rulebook is in force on a day; the first and the last day count. */
export const inForce = ({ validity: { from, to } }: Pick<RulebookDocument, 'validity'>, day: CivilDay): boolean =>
  from.value <= day && (to.value === null || day <= to.value);
