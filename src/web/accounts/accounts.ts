/** Signing in and out, codes, passwords: who a caller is. Every step is a custody entry. */
import { createHash, randomBytes } from 'node:crypto';
import { BwcError } from '../../domain/errors.js';
import { newPersonId, newSessionId } from '../../domain/ids.js';
import { signatureOf } from '../../domain/person.js';
import { addMs, msBetween, toInstant, type Clock, type Instant } from '../../domain/time.js';
import { codeHash } from '../../records/people/code.js';
import { endSession, endSessionsOf } from '../../records/people/end-session.js';
import { putPerson } from '../../records/people/put-person.js';
import type { Person } from '../../store/repositories/people.js';
import type { CodeOnRecord, SessionEnding, SessionOnRecord } from '../../store/repositories/sessions.js';
import type { StationStore } from '../../store/station-store.js';
import type { SignedIn } from '../access/caller.js';
import type { PasswordHasher } from './password-hash.js';
import { requireGoodPassword } from './password-rules.js';
import { endOf, sessionOver, type AccountSettings } from './session-span.js';
import { Throttle } from './throttle.js';

export interface From {
  readonly address: string;
  readonly agent: string | null;
}

export interface Opened {
  /** For the browser's cookie: 256 random bits, of which only the hash is kept. */
  readonly token: string;
  readonly caller: SignedIn;
}

const TOKEN_BYTES = 32;
const MINUTE_MS = 60_000;

export class Accounts {
  readonly #throttle: Throttle;

  constructor(
    private readonly store: StationStore,
    private readonly clock: Clock,
    private readonly settings: AccountSettings,
    private readonly hasher: PasswordHasher,
    /** Words of this station (its name, its unit) that make no password. */
    private readonly ownWords: readonly string[],
  ) {
    this.#throttle = new Throttle(() => clock.now());
  }

  now(): Instant {
    return toInstant(this.clock.now());
  }

  /** Whether anybody has signed up at all: until then the page asks for the first code. */
  hasPeople(): boolean {
    return this.store.people.all().length > 0;
  }

  unitName(id: string | null): string | null {
    return id === null ? null : (this.store.units.get(id)?.name ?? null);
  }

  /** @throws BwcError `bwc.access.credentials` whatever was wrong, `bwc.access.throttled` */
  async signIn(login: string, password: string, from: From): Promise<Opened> {
    const person = this.store.people.byLogin(login);
    await this.#requirePassword(person, login, password, from, null);
    if (person === undefined) throw wrong();
    return this.#open(person.id, from);
  }

  /** Who holds this token; undefined where nobody does any more. @param touch whether it counts as use of the session */
  callerOf(token: string, touch: boolean): SignedIn | undefined {
    const session = this.store.sessions.byToken(hashOf(token));
    if (session?.endedAt !== null) return undefined;
    const person = this.store.people.get(session.person);
    const over =
      person === undefined || person.disabled
        ? 'disabled'
        : sessionOver(session, person.role, this.settings, this.now());
    if (over !== null || person === undefined) {
      this.#end(session, over ?? 'disabled', signatureOf(person ?? { id: session.person, name: '' }));
      return undefined;
    }
    if (touch && msBetween(session.seenAt, this.now()) >= MINUTE_MS)
      this.store.transaction(() => {
        this.store.sessions.seen(session.id, this.now());
      });
    return this.#caller(session, person);
  }

  signOut(caller: SignedIn): void {
    const session = this.store.sessions.get(caller.session);
    if (session !== undefined) this.#end(session, 'signedOut', signatureOf(caller));
  }

  /** The password once more. @throws BwcError `bwc.access.credentials`, `bwc.access.throttled` */
  async confirm(caller: SignedIn, password: string, from: From): Promise<SignedIn> {
    const person = this.store.people.get(caller.id);
    await this.#requirePassword(person, caller.login, password, from, caller.session);
    this.store.transaction(() => {
      this.store.sessions.confirmed(caller.session, this.now());
      this.store.log.append('session.confirmed', {
        session: caller.session,
        person: caller.id,
        by: signatureOf(caller),
      });
    });
    return { ...caller, confirmedUntil: addMs(this.now(), this.settings.confirmMs) };
  }

  /** The session shows the dock from now on and does nothing else; nothing makes it an ordinary one again. */
  becomeWall(caller: SignedIn): SignedIn {
    const at = this.now();
    const until = addMs(at, this.settings.wallMs);
    this.store.transaction(() => {
      const { session, id: person } = caller;
      if (!this.store.sessions.becameWall(session, at))
        throw new BwcError('bwc.access.signed_out', 'the session ended meanwhile');
      this.store.log.append('session.wall', { session, person, until, by: signatureOf(caller) });
    });
    return { ...caller, wall: true, expiresAt: until };
  }

  /** Ends the person's other sessions. @throws BwcError `bwc.access.credentials`, `bwc.access.throttled`, `bwc.access.password` */
  async changePassword(caller: SignedIn, current: string, next: string, from: From): Promise<void> {
    const person = this.store.people.get(caller.id);
    await this.#requirePassword(person, caller.login, current, from, caller.session);
    const hash = await this.#hashOfGood(next, [caller.login, caller.name, ...(person?.numbers ?? [])]);
    this.store.transaction(() => {
      this.#setPassword(caller, hash, caller.session);
    });
  }

  /**
   * A one-time code is turned into a password, and its holder is signed in.
   * @param self who the first administrator is; a code for somebody on record has no use for it
   * @throws BwcError `bwc.access.code`, `bwc.access.throttled`, `bwc.access.password`, `bwc.person.login_taken`
   */
  async redeem(
    code: string,
    password: string,
    self: { readonly login: string; readonly name: string } | null,
    from: From,
  ): Promise<Opened> {
    const attempt = { login: '(code)', address: from.address };
    this.#requireTurn(attempt);
    this.#throttle.failed(attempt);
    const found = this.#codeOf(code);
    const known = found.person === null ? undefined : this.store.people.get(found.person);
    if (known === undefined ? found.person !== null || self === null : known.disabled) throw noCode();
    this.#throttle.succeeded(attempt);
    const who = known ?? self;
    if (who === null) throw noCode();
    const hash = await this.#hashOfGood(password, [who.login, who.name, ...(known?.numbers ?? [])]);
    const id = this.store.transaction(() => {
      // Another request may have used it while the password was hashed.
      this.#codeOf(code);
      const now = this.now();
      this.store.sessions.useCode(found.hash, now);
      const person = known ?? this.#firstAdministrator(who.login, who.name, now);
      this.#setPassword(person, hash, null);
      return person.id;
    });
    return this.#open(id, from);
  }

  #firstAdministrator(login: string, name: string, now: Instant): Person {
    const id = newPersonId();
    const context = { store: this.store, by: signatureOf({ id, name }), now: () => now };
    const [unit, numbers, cleared, why] = [null, [], [], null];
    return putPerson(context, {
      id,
      login,
      name,
      role: 'administrator',
      unit,
      numbers,
      cleared,
      disabled: false,
      since: now,
      why,
    });
  }

  /** Inside a transaction. @param except this session stays */
  #setPassword(person: { readonly id: string; readonly name: string }, hash: string, except: string | null): void {
    const by = signatureOf(person);
    this.store.sessions.setPassword(person.id, hash, this.now());
    this.store.log.append('person.password_set', { person: person.id, by });
    const context = { store: this.store, by, now: () => this.now() };
    endSessionsOf(context, person.id, 'password', except);
  }

  async #hashOfGood(password: string, own: readonly string[]): Promise<string> {
    requireGoodPassword(password, [...own, ...this.ownWords]);
    return this.hasher.hash(password);
  }

  #codeOf(code: string): CodeOnRecord {
    const found = this.store.sessions.code(codeHash(code));
    if (found === undefined || found.usedAt !== null || found.expiresAt <= this.now()) throw noCode();
    return found;
  }

  #requireTurn(attempt: { readonly login: string; readonly address: string }): void {
    const wait = this.#throttle.waitMs(attempt);
    if (wait === 0) return;
    const seconds = Math.ceil(wait / 1000);
    throw new BwcError('bwc.access.throttled', `too many failures: try again in ${String(seconds)} s`, { seconds });
  }

  async #requirePassword(
    person: Person | undefined,
    login: string,
    password: string,
    { address }: From,
    session: string | null,
  ): Promise<void> {
    const attempt = { login, address };
    this.#requireTurn(attempt);
    this.#throttle.failed(attempt);
    const stored = person === undefined || person.disabled ? undefined : this.store.sessions.passwordOf(person.id);
    if (!(await this.hasher.matches(password, stored))) {
      this.store.transaction(() =>
        // What was typed as a name is not kept: it may be a password in the wrong field.
        this.store.log.append('session.refused', { person: person?.id ?? null, address, session }),
      );
      throw wrong();
    }
    this.#throttle.succeeded(attempt);
    if (person !== undefined && stored !== undefined && this.hasher.isOutdated(stored)) {
      const hash = await this.hasher.hash(password);
      this.store.transaction(() => {
        this.store.sessions.setPassword(person.id, hash, this.now());
      });
    }
  }

  #open(personId: string, { address, agent }: From): Opened {
    const token = randomBytes(TOKEN_BYTES).toString('base64url');
    const id = newSessionId();
    return this.store.transaction(() => {
      const person = this.store.people.get(personId);
      // Disabled while the password was looked at.
      if (person === undefined || person.disabled) throw wrong();
      const at = this.now();
      this.store.sessions.start({ id, token: hashOf(token), person: person.id, address, agent, at });
      this.store.log.append('session.started', { session: id, person: person.id, address, by: signatureOf(person) });
      const session = this.store.sessions.get(id);
      if (session === undefined) throw new Error('the session just written is not there');
      return { token, caller: this.#caller(session, person) };
    });
  }

  #end(session: SessionOnRecord, why: SessionEnding, by: string): void {
    this.store.transaction(() => {
      endSession({ store: this.store, by, now: () => this.now() }, session, why);
    });
  }

  #caller(onRecord: SessionOnRecord, person: Person): SignedIn {
    const { id: session, confirmedAt, wallAt } = onRecord;
    const { id, name, login, role, unit, numbers } = person;
    const confirmedUntil = addMs(confirmedAt, this.settings.confirmMs);
    return {
      kind: 'person',
      id,
      name,
      login,
      role,
      unit,
      numbers,
      session,
      confirmedUntil,
      expiresAt: endOf(onRecord, this.settings),
      wall: wallAt !== null,
    };
  }
}

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest();

/** The same whatever was wrong: who is on record here is nobody's business. */
const wrong = (): BwcError => new BwcError('bwc.access.credentials', 'the name or the password is not right');

const noCode = (): BwcError => new BwcError('bwc.access.code', 'the code is not right, was used, or has expired');
