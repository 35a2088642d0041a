/** Whose footage deadlines are asked for: what whoever asks sees, or of it the person's own, or one unit's. */
import { z } from 'zod';
import type { Instant } from '../../domain/time.js';
import { SECRECY_MARKS } from '../../policy/facts/vocabulary.js';
import type { Sight } from '../../store/repositories/clip-sight.js';
import type { QuestionContext } from '../act.js';
import { footageOfUnit, NO_UNIT } from '../people/sight.js';
import type { OnCamera } from './on-cameras.js';

export const whose = z.union([z.literal('mine'), z.strictObject({ unit: z.string().min(1).max(128) })]);

/** The operator at the machine, who is nobody in particular. */
const EVERYTHING: Sight = { by: '', reach: 'all', own: [], ...NO_UNIT, cleared: SECRECY_MARKS };

/** Null for everything. */
export function sightFor(
  { store, sight: given }: Pick<QuestionContext, 'store' | 'sight'>,
  of: z.output<typeof whose> | undefined,
): Sight | null {
  const sight = given ?? null;
  if (of === undefined) return sight;
  const all = sight ?? EVERYTHING;
  if (of === 'mine' || all.reach === 'own') return { ...all, reach: 'own' };
  const { recorders, units, known } = footageOfUnit(store, of.unit);
  if (all.reach === 'all') return { ...all, reach: 'unit', recorders, units, known };
  // Of what somebody sees, the part that is this unit's.
  const has = new Set(all.recorders.map((r) => JSON.stringify(r)));
  return {
    ...all,
    recorders: recorders.filter((r) => has.has(JSON.stringify(r))),
    units: units.filter((name) => all.units.includes(name)),
  };
}

/** Of what is still on a camera: who is to bring it there, and else whose the camera says it is. */
export function seesOnCamera(sight: Sight | null, { officer, camera }: OnCamera, now: Instant): boolean {
  if (sight === null || sight.reach === 'all') return true;
  if (officer !== null && sight.own.includes(officer)) return true;
  if (sight.reach === 'own') return false;
  if (officer === null || !sight.known.includes(officer))
    return camera.unitName !== null && sight.units.includes(camera.unitName);
  return sight.recorders.some(
    ({ called, from, until }) => called === officer && from <= now && (until === null || now < until),
  );
}
