/** One person is one in the record, whether signed in at the page or at a terminal of the machine. */
import { BwcError } from '../../domain/errors.js';
import { personIn, signatureOf } from '../../domain/person.js';
import type { Repositories } from '../../store/station-store.js';

type People = Pick<Repositories, 'people'>;

/** A login of the machine that is somebody's name to sign in with is that person's. */
export function whoActs({ people }: People, by: string): string {
  if (personIn(by) !== null) return by;
  const person = people.byLogin(by.normalize('NFKC').toLowerCase());
  return person === undefined ? by : signatureOf(person);
}

/**
 * Where the station knows people, what takes two of them takes two that it knows: a login of the machine may be anybody's.
 * @throws BwcError `bwc.access.forbidden`
 */
export function requireOnRecord({ people }: People, by: string): void {
  const person = personIn(by);
  if (person === null && people.all().length === 0) return;
  const found = person === null ? undefined : people.get(person);
  if (found === undefined || found.disabled)
    throw new BwcError(
      'bwc.access.forbidden',
      `${by} is nobody on record: this takes two people that the station knows`,
      {
        by,
      },
    );
}
