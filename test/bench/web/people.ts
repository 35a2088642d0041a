/** People who can sign in. */
import type * as Ids from '../../../src/domain/ids.js';
import type * as Time from '../../../src/domain/time.js';
import type { Role } from '../../../src/domain/person.js';
import type * as PutPerson from '../../../src/records/people/put-person.js';
import type { StationStore } from '../../../src/store/station-store.js';
import type * as Hash from '../../../src/web/accounts/password-hash.js';

const dist = (path: string): string => new URL(`../../../../dist/${path}`, import.meta.url).href;
const { newPersonId } = (await import(dist('domain/ids.js'))) as typeof Ids;
const { systemClock, toInstant } = (await import(dist('domain/time.js'))) as typeof Time;
const { putPerson } = (await import(dist('records/people/put-person.js'))) as typeof PutPerson;
const { PasswordHasher } = (await import(dist('web/accounts/password-hash.js'))) as typeof Hash;

export const PASSWORD = '今天天气不错我们去巡街吧';

export interface NewPerson {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly numbers: readonly string[];
}

/** All with the same password. */
export async function addPeople(store: StationStore, people: readonly NewPerson[]): Promise<void> {
  const hash = await new PasswordHasher().hash(PASSWORD);
  const now = (): Time.Instant => toInstant(systemClock.now());
  for (const { login, name, role, numbers } of people)
    store.transaction(() => {
      const id = newPersonId();
      const said = { unit: null, cleared: [], disabled: false, since: now(), why: null };
      putPerson({ store, by: 'bench', now }, { id, login, name, role, numbers: [...numbers], ...said });
      store.sessions.setPassword(id, hash, now());
    });
}
