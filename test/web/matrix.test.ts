/** Who may do what: the table that is checked in, and the server held to it route by route. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ROLES, type Role } from '../../src/domain/person.js';
import { ACTS, QUESTIONS } from '../../src/records/index.js';
import { reachOf, type Permission } from '../../src/web/access/permissions.js';
import type { Route } from '../../src/web/route.js';
import { ROUTES } from '../../src/web/routes/index.js';
import { clipOf, codeOf, WebStation } from './support.js';

const OPEN = ['public', 'loopback'];

/** `own`, `unit`, `all`, `yes`; empty where the role may not. */
function cell(role: Role, { permission }: Route): string {
  if (OPEN.includes(permission)) return 'yes';
  return permission === 'operator' ? '' : (reachOf(role, permission as Permission) ?? '');
}

/** What a screen that only shows the dock may take. */
const onWall = (route: Route): boolean => route.permission === 'public' || route.wall === true;

const row = (route: Route): string =>
  `| ${route.method} ${route.path} | ${route.permission}${route.confirm === true ? ', confirmed' : ''} | ${[...ROLES.map((r) => cell(r, route)), onWall(route) ? 'yes' : ''].join(' | ')} |`;

const table = (): string => `# Who may do what

Generated from the routes of the API (\`src/web/routes\`) and the permissions of the roles (\`src/web/access/permissions.ts\`);
\`npx vitest run --project unit test/web/matrix.test.ts -u\` writes it anew, and a test holds the server to it.

\`own\`: footage that the person recorded, and what is in one activity with it. \`unit\`: footage of the person’s unit and of
those below it, at the time it was recorded. \`all\`: everything. Footage with a mark of secrecy is seen by those who are
cleared for that mark, and by who recorded it. \`confirmed\`: the password has to have been given in the last ten minutes.
\`public\`: without being signed in. \`loopback\`: from this machine only. \`operator\`: at the control socket only, where
everything else may be done as well. \`wall\`: a screen that was left to show the dock, whoever left it: it gets no file
names, notes or subjects of alarms.

| route | permission | ${ROLES.join(' | ')} | wall |
|---|---|${ROLES.map(() => '---|').join('')}---|
${ROUTES.map(row).join('\n')}
`;

describe('the table of roles and routes', () => {
  it('is the one in the documentation', async () => {
    await expect(table()).toMatchFileSnapshot('../../docs/roles.md');
  });

  it('has every act and every question', () => {
    const paths = ROUTES.map((r) => r.path);
    for (const name of Object.keys(ACTS)) expect(paths).toContain(`/api/acts/${name}`);
    for (const name of Object.keys(QUESTIONS)) expect(paths).toContain(`/api/questions/${name}`);
    expect(new Set(ROUTES.map((r) => `${r.method} ${r.path}`)).size).toBe(ROUTES.length);
  });

  it('is the only way in: nothing else is served', () => {
    const web = resolve(import.meta.dirname, '../../src/web');
    const serving = readdirSync(web, { recursive: true, encoding: 'utf8' })
      .filter((f) => f.endsWith('.ts'))
      .filter((f) => /\bapp\.(?:route|get|post|put|delete|all|register)\(/.test(readFileSync(join(web, f), 'utf8')));
    expect(serving).toEqual(['server.ts']);
  });
});

const pathOf = (route: Route): string => route.path.replaceAll(/\{\w+\}/g, 'x');
const bodyOf = (route: Route): object | undefined => (route.method === 'GET' ? undefined : {});
/** A screen that became a wall does nothing else, and signing out comes last: the others are asked before. */
const LAST = ['POST /api/session/wall', 'DELETE /api/session'];
const lastness = ({ method, path }: Route): number => LAST.indexOf(`${method} ${path}`);
const asked = [...ROUTES].sort((a, b) => lastness(a) - lastness(b));

describe('the server', () => {
  it.each(ROLES)('lets %s in where the table says so, and nowhere else', async (role) => {
    const station = await WebStation.open();
    const browser = await station.as(role);
    for (const route of asked) {
      const answer = await browser.send(route.method, pathOf(route), bodyOf(route));
      const refused = [401, 403].includes(answer.statusCode);
      const what = `${role}: ${route.method} ${route.path} ${String(answer.statusCode)} ${answer.body}`;
      if (cell(role, route) === '')
        expect([answer.statusCode, codeOf(answer)], what).toEqual([403, 'bwc.access.forbidden']);
      else expect(refused, what).toBe(false);
    }
    expect(station.faults).toEqual([]);
  });

  it('lets nobody in who is not signed in, but to sign in', async () => {
    const station = await WebStation.open();
    for (const route of ROUTES) {
      const answer = await station.browser().send(route.method, pathOf(route), bodyOf(route));
      const what = `${route.method} ${route.path} ${answer.body}`;
      if (OPEN.includes(route.permission)) expect(answer.statusCode, what).not.toBe(401);
      else expect([answer.statusCode, codeOf(answer)], what).toEqual([401, 'bwc.access.signed_out']);
    }
  });

  it('puts nothing on record by a GET but that somebody looked, or took something away', async () => {
    const station = await WebStation.open();
    const id = await clipOf(station, '350213');
    for (const role of ROLES) {
      const browser = await station.as(role);
      const before = station.store.log.head().size;
      for (const route of ROUTES.filter((r) => r.method === 'GET'))
        await browser.send('GET', route.path.replaceAll(/\{\w+\}/g, id));
      const after = station.store.custody.list({ after: before - 1, limit: 99, newestFirst: false });
      const harmless: readonly string[] = ['clip.viewed', 'clip.exported', 'table.exported'];
      expect(after.map((e) => e.kind).filter((kind) => !harmless.includes(kind))).toEqual([]);
    }
  });

  it('no act takes somebody else’s password', () => {
    for (const [name, { input }] of Object.entries(ACTS)) {
      const json = JSON.stringify(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }));
      expect(json.toLowerCase(), name).not.toContain('password');
    }
  });

  it('follows a change of role at once', async () => {
    const station = await WebStation.open();
    const person = await station.person('custodian');
    const browser = await station.signIn(person);
    expect((await browser.send('GET', '/api/clips?limit=1')).statusCode).toBe(200);
    await station.served.act('person.change', { person: person.id, role: 'auditor', why: '调岗' }, 'operator');
    expect(codeOf(await browser.send('GET', '/api/clips?limit=1'))).toBe('bwc.access.forbidden');
    await station.served.act('person.change', { person: person.id, disabled: true, why: '退休' }, 'operator');
    expect(codeOf(await browser.send('GET', '/api/status'))).toBe('bwc.access.signed_out');
  });

  it('sessions are listed and ended: one’s own by oneself, all by an administrator', async () => {
    const station = await WebStation.open();
    const officer = await station.person('officer');
    const [mine, other] = [await station.signIn(officer), await station.signIn(officer)];
    const stranger = await station.as('custodian');
    const list = (await mine.ask('person.sessions', { person: officer.id })).json<{ id: string }[]>();
    expect(list).toHaveLength(2);
    expect(codeOf(await stranger.ask('person.sessions', { person: officer.id }))).toBe('bwc.access.forbidden');
    expect(codeOf(await mine.ask('person.sessions', { person: null }))).toBe('bwc.access.forbidden');
    const [session] = list;
    expect(codeOf(await stranger.act('session.revoke', { session: session?.id }))).toBe('bwc.access.forbidden');
    expect((await mine.act('session.revoke', { session: session?.id })).statusCode).toBe(200);
    const left = [await mine.send('GET', '/api/status'), await other.send('GET', '/api/status')].map(
      (a) => a.statusCode,
    );
    expect(left.sort()).toEqual([200, 401]);
    const administrator = await station.as('administrator');
    expect((await administrator.act('person.revoke', { person: officer.id })).json()).toMatchObject({ ended: 1 });
    for (const browser of [mine, other]) expect((await browser.send('GET', '/api/status')).statusCode).toBe(401);
  });
});
