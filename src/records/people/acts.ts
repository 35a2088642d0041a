/** Keeping people: added, changed and moved between units over time, given codes, signed out. Nothing of the past changes. */
import { z } from 'zod';
import { BwcError } from '../../domain/errors.js';
import { newPersonId } from '../../domain/ids.js';
import { ROLES } from '../../domain/person.js';
import { readTime } from '../../policy/facts/parse.js';
import { SECRECY_MARKS } from '../../policy/facts/vocabulary.js';
import { act } from '../act.js';
import { prose, words } from '../text.js';
import { makeCode } from './code.js';
import { endSession, endSessionsOf } from './end-session.js';
import { login } from './login.js';
import { putPerson } from './put-person.js';
import { requirePerson } from './require-person.js';

/** In a signature the number stands between the two. */
const name = words(60).refine((text) => !/[<>]/.test(text), 'holds < or >');
const unit = z.string().min(1).max(128).nullable();
const numbers = z.array(words(40)).max(20);
const cleared = z.array(z.enum(SECRECY_MARKS));
/** From when it is so; null for now. */
const since = z.string().max(64).nullable().default(null);
const who = z.string().min(1).max(128);

/** @throws BwcError `bwc.person.login_taken`, `bwc.store.not_found`, `bwc.unit.closed`, `bwc.facts.*` */
export const addPerson = act(
  z.strictObject({
    login,
    name,
    role: z.enum(ROLES),
    unit: unit.default(null),
    numbers: numbers.default([]),
    cleared: cleared.default([]),
    since,
  }),
  (context, { since: from, ...said }) => {
    const at = context.now();
    const person = { ...said, id: newPersonId(), disabled: false, why: null };
    return putPerson(context, { ...person, since: from === null ? at : readTime('since', from, at) });
  },
);

/**
 * What is not said stays as it was. A person who is disabled is signed out at once.
 * @throws BwcError `bwc.person.*`, `bwc.store.not_found`, `bwc.unit.closed`, `bwc.facts.*`
 */
export const changePerson = act(
  z.strictObject({
    person: who,
    login: login.exactOptional(),
    name: name.exactOptional(),
    role: z.enum(ROLES).exactOptional(),
    unit: unit.exactOptional(),
    numbers: numbers.exactOptional(),
    cleared: cleared.exactOptional(),
    disabled: z.boolean().exactOptional(),
    since,
    why: prose,
  }),
  (context, { person: id, since: from, ...said }) => {
    const before = requirePerson(context.store, id);
    const at = context.now();
    const after = { ...before, ...said, since: from === null ? at : readTime('since', from, at) };
    const person = putPerson(context, after);
    if (person.disabled) endSessionsOf(context, person.id, 'disabled');
    return person;
  },
);

/**
 * A code to come to a (new) password with; codes made before no longer work. Null makes one for the first administrator.
 * @throws BwcError `bwc.store.not_found`, `bwc.access.code` where the person is disabled
 */
export const codeForPerson = act(z.strictObject({ person: who.nullable() }), (context, { person: id }) => {
  if (id === null) return { person: null, ...makeCode(context, null) };
  const person = requirePerson(context.store, id);
  if (person.disabled)
    throw new BwcError('bwc.access.code', `${person.name} is disabled: no code is made`, { person: person.id });
  return { person: person.id, ...makeCode(context, person.id) };
});

/** Signs a person out everywhere. @throws BwcError `bwc.store.not_found` */
export const revokePerson = act(z.strictObject({ person: who }), (context, { person: id }) => {
  const person = requirePerson(context.store, id);
  return { person: person.id, ended: endSessionsOf(context, person.id, 'revoked') };
});

/** Ends one session. @throws BwcError `bwc.store.not_found` where it is not open */
export const revokeSession = act(z.strictObject({ session: who }), (context, { session: id }) => {
  const session = context.store.sessions.get(id);
  if (session === undefined || !endSession(context, session, 'revoked'))
    throw new BwcError('bwc.store.not_found', `no session ${id} is open`, { id });
  return { session: id, person: session.person };
});
