/** What a person sees, by the reach of the role, by the unit, and by the marks of secrecy the person is cleared for. */
import type { Reach } from '../../domain/person.js';
import { signatureOf } from '../../domain/person.js';
import type { Person } from '../../store/repositories/people.js';
import type { Recorder, Sight } from '../../store/repositories/clip-sight.js';
import { seenClips } from '../../store/repositories/clip-sight.js';
import type { Repositories } from '../../store/station-store.js';
import type { QuestionContext } from '../act.js';

type Store = Pick<Repositories, 'people' | 'units'>;

export function sightOf(store: Store, person: Person, reach: Reach): Sight {
  const ofUnit = person.unit === null || reach !== 'unit' ? NO_UNIT : footageOfUnit(store, person.unit);
  return { by: signatureOf(person), reach, own: calledAs(store, person), ...ofUnit, cleared: person.cleared };
}

/** What tells the footage of a unit, and of those below it. */
export type UnitFootage = Pick<Sight, 'recorders' | 'units' | 'known'>;

export const NO_UNIT: UnitFootage = { recorders: [], units: [], known: [] };

export function footageOfUnit(store: Store, unit: string): UnitFootage {
  const units = store.units.within(unit);
  const people = store.people.all();
  return {
    recorders: people.flatMap((p) => recordersOf(store, p.id, units)),
    units: units.flatMap((id) => store.units.versions(id).map((u) => u.name)),
    known: people.flatMap((p) => store.people.versions(p.id).flatMap((version) => calledAs(store, version))),
  };
}

/** By number and login, and by name where nobody else is called that. */
function calledAs({ people }: Pick<Store, 'people'>, person: Person): string[] {
  const { name, login, numbers } = person;
  return [...numbers, login, ...(people.hasNamesake(person) ? [] : [name])];
}

/** When somebody was in one of the units: each version holds until the next one that is in force after it. */
function recordersOf(store: Store, id: string, units: readonly string[]): Recorder[] {
  const inForce: Person[] = [];
  for (const version of store.people.versions(id)) {
    while (inForce.at(-1) !== undefined && (inForce.at(-1)?.since ?? '') >= version.since) inForce.pop();
    inForce.push(version);
  }
  return inForce.flatMap((version, i) => {
    if (version.unit === null || !units.includes(version.unit)) return [];
    const until = inForce[i + 1]?.since ?? null;
    return calledAs(store, version).map((called) => ({ called, from: i === 0 ? '' : version.since, until }));
  });
}

/** Of these clips those that whoever asks sees. */
export const seenBy = (
  { store, sight }: Pick<QuestionContext, 'store' | 'sight'>,
  clipIds: Iterable<string>,
): ReadonlySet<string> => (sight == null ? new Set(clipIds) : seenClips(store.db, sight, clipIds));
