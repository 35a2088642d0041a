/** Signing in and out, one-time codes, the password once more. */
import { z } from 'zod';
import { BwcError } from '../../domain/errors.js';
import { REACHES, ROLES } from '../../domain/person.js';
import { login as loginName } from '../../records/people/login.js';
import { words } from '../../records/text.js';
import type { From } from '../accounts/accounts.js';
import type { Caller, SignedIn } from '../access/caller.js';
import { PERMISSIONS, permissionsOf, reachOf, type Permission } from '../access/permissions.js';
import { route, type Call, type Route } from '../route.js';

const permission = z.enum(Object.keys(PERMISSIONS) as [Permission, ...Permission[]]);

/** What the page has to know before anything else. */
export const sessionAnswer = z.strictObject({
  station: z.strictObject({ name: z.string(), unit: z.string(), timezone: z.string() }),
  /** Nobody is on record yet: whoever has the first code becomes the administrator. */
  firstCode: z.boolean(),
  /** Null where nobody is signed in. */
  person: z
    .strictObject({
      id: z.string(),
      name: z.string(),
      login: z.string(),
      role: z.enum(ROLES),
      unit: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
      /** Officer numbers (警号, 执法证号) the person goes by. */
      numbers: z.array(z.string()),
      /** What the role may do, and with whose footage. */
      may: z.partialRecord(permission, z.enum(REACHES)),
    })
    .nullable(),
  session: z
    .strictObject({
      id: z.string(),
      /** Until when acts that want the password once more go through. */
      confirmedUntil: z.iso.datetime(),
      expiresAt: z.iso.datetime(),
      /** It shows the dock and may do nothing else. */
      wall: z.boolean(),
    })
    .nullable(),
});
export type SessionAnswer = z.output<typeof sessionAnswer>;

export const done = z.strictObject({ ok: z.literal(true) });
export const OK = { ok: true } as const;

/** Of what it may, the routes that have `wall`. */
const WALL_MAY: readonly Permission[] = ['dock.see'];

/** As it was typed: neither trimmed nor otherwise mended. */
const password = z.string().min(1).max(1024);

export const SESSION_ROUTES: readonly Route[] = [
  route({
    method: 'GET',
    path: '/api/session',
    summary: 'Who is signed in',
    permission: 'public',
    answer: sessionAnswer,
    handle: (call) => describe(call, call.caller),
  }),
  route({
    method: 'POST',
    path: '/api/session',
    summary: 'Sign in',
    permission: 'public',
    body: z.strictObject({ login: z.string().max(64), password }),
    answer: sessionAnswer,
    handle: async (call) => {
      // What is no name to sign in with is nobody's: the answer is the same.
      const read = loginName.safeParse(call.body.login);
      const name = read.success ? read.data : call.body.login;
      const { token, caller } = await call.station.page.accounts.signIn(name, call.body.password, from(call));
      leave(call);
      call.give(token);
      return describe(call, caller);
    },
  }),
  route({
    method: 'DELETE',
    path: '/api/session',
    summary: 'Sign out',
    permission: 'self.keep',
    wall: true,
    answer: done,
    handle: (call) => {
      leave(call);
      call.give(null);
      return OK;
    },
  }),
  route({
    method: 'POST',
    path: '/api/session/confirm',
    summary: 'Give the password once more, for acts that want it',
    permission: 'self.keep',
    body: z.strictObject({ password }),
    answer: sessionAnswer,
    handle: async (call) =>
      describe(call, await call.station.page.accounts.confirm(signedIn(call.caller), call.body.password, from(call))),
  }),
  route({
    method: 'POST',
    path: '/api/session/wall',
    summary: 'Leave the screen to show the dock and nothing else, for hours, without anybody at it',
    permission: 'dock.wall',
    confirm: true,
    answer: sessionAnswer,
    handle: (call) => describe(call, call.station.page.accounts.becomeWall(signedIn(call.caller))),
  }),
  route({
    method: 'PUT',
    path: '/api/session/password',
    summary: 'Change one’s own password; ends one’s other sessions',
    permission: 'self.keep',
    body: z.strictObject({ current: password, next: password }),
    answer: done,
    handle: async (call) => {
      const { current, next } = call.body;
      await call.station.page.accounts.changePassword(signedIn(call.caller), current, next, from(call));
      return OK;
    },
  }),
  route({
    method: 'POST',
    path: '/api/session/code',
    summary: 'Turn a one-time code into a password, and sign in; the first code makes the administrator',
    permission: 'public',
    body: z.strictObject({
      code: z.string().min(1).max(64),
      password,
      /** Who the first administrator is; a code for somebody on record has no use for it. */
      self: z
        .strictObject({ login: loginName, name: words(60) })
        .nullable()
        .default(null),
    }),
    answer: sessionAnswer,
    handle: async (call) => {
      const { code, password: next, self } = call.body;
      const { token, caller } = await call.station.page.accounts.redeem(code, next, self, from(call));
      leave(call);
      call.give(token);
      return describe(call, caller);
    },
  }),
];

/** A session that was open in this browser is over: each signing in has a token of its own. */
function leave({ caller, station }: Pick<Call<unknown, unknown, unknown>, 'caller' | 'station'>): void {
  if (caller.kind === 'person') station.page.accounts.signOut(caller);
}

const from = ({ request }: Pick<Call<unknown, unknown, unknown>, 'request'>): From => ({
  address: request.ip,
  agent: request.headers['user-agent']?.slice(0, 200) ?? null,
});

function signedIn(caller: Caller): SignedIn {
  if (caller.kind === 'person') return caller;
  throw new BwcError('bwc.access.signed_out', 'nobody is signed in: the operator at the machine has no session');
}

function describe({ station }: Call<unknown, unknown, unknown>, caller: Caller): SessionAnswer {
  const { name, unit, timezone } = station.page.about;
  const about = { station: { name, unit, timezone }, firstCode: !station.page.accounts.hasPeople() };
  if (caller.kind !== 'person') return { ...about, person: null, session: null };
  const { id, login, role, numbers, session, confirmedUntil, expiresAt, wall } = caller;
  const may = wall ? WALL_MAY : permissionsOf(role);
  const unitName = station.page.accounts.unitName(caller.unit);
  return {
    ...about,
    person: {
      id,
      name: caller.name,
      login,
      role,
      unit: caller.unit === null || unitName === null ? null : { id: caller.unit, name: unitName },
      numbers: [...numbers],
      may: Object.fromEntries(may.map((p) => [p, reachOf(role, p) ?? 'own'])),
    },
    session: { id: session, confirmedUntil, expiresAt, wall },
  };
}
