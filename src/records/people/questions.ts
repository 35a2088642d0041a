import { z } from 'zod';
import { question } from '../act.js';
import { requirePerson } from './require-person.js';

const who = z.string().min(1).max(128);

/** By name; those who are disabled only where they are asked for. */
export const personList = question(
  z.strictObject({ disabled: z.boolean().default(false) }),
  ({ store }, { disabled }) =>
    store.people
      .all()
      .filter((p) => disabled || !p.disabled)
      .map((p) => ({ ...p, hasPassword: store.sessions.passwordOf(p.id) !== undefined })),
);

/** Everything that was ever on record of a person, oldest first. @throws BwcError `bwc.store.not_found` */
export const personShow = question(z.strictObject({ person: who }), ({ store }, { person: id }) => {
  const person = requirePerson(store, id);
  return { person, versions: store.people.versions(person.id) };
});

/** Sessions that are open, of one person or of all, the newest first. @throws BwcError `bwc.store.not_found` */
export const personSessions = question(z.strictObject({ person: who.nullable() }), ({ store }, { person: id }) =>
  store.sessions
    .open(id === null ? null : requirePerson(store, id).id)
    .map((session) => ({ ...session, login: store.people.get(session.person)?.login ?? null })),
);
