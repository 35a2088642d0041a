/** A screen that is left to show the dock: what it may, how long, and that it is no way to anything else. */
import { describe, expect, it } from 'vitest';
import type { StationStatus } from '../../src/web/status.js';
import { wallEvent, wallStatus } from '../../src/web/access/wall.js';
import type { VisitEvent } from '../../src/ingest/visit/visit-events.js';
import { ROUTES } from '../../src/web/routes/index.js';
import type { SessionAnswer } from '../../src/web/api-types.js';
import { clipOf, codeOf, PASSWORD, WebStation, type Browser } from './support.js';

const HOUR = 3_600_000;
const hang = (browser: Browser) => browser.send('POST', '/api/session/wall', {});
const status = async (browser: Browser): Promise<number> => (await browser.send('GET', '/api/status')).statusCode;

async function wall(station: WebStation): Promise<Browser> {
  const browser = await station.as('custodian');
  expect((await hang(browser)).statusCode).toBe(200);
  return browser;
}

describe('a wall', () => {
  it('sees the dock, and is refused everything else', async () => {
    const station = await WebStation.open();
    const id = await clipOf(station, '350213');
    const browser = await wall(station);
    for (const route of ROUTES) {
      if (['public', 'loopback'].includes(route.permission) || route.method === 'DELETE') continue;
      const path = route.path.replaceAll(/\{\w+\}/g, id);
      const answer = await browser.send(route.method, path, route.method === 'GET' ? undefined : {});
      const told = route.wall === true ? 200 : [403, 'bwc.access.forbidden'];
      const got = route.wall === true ? answer.statusCode : [answer.statusCode, codeOf(answer)];
      expect(got, `${route.method} ${route.path}`).toEqual(told);
    }
    const { person, session } = (await browser.send('GET', '/api/session')).json<SessionAnswer>();
    expect([Object.keys(person?.may ?? {}), session?.wall]).toEqual([['dock.see'], true]);
    expect(station.store.custody.list({ clip: id, kind: 'clip.viewed', limit: 9, newestFirst: true })).toEqual([]);
  });

  it('is left behind by custodians and administrators only, with the password given anew, and is on record', async () => {
    const station = await WebStation.open();
    for (const role of ['officer', 'reviewer', 'auditor'] as const)
      expect(codeOf(await hang(await station.as(role))), role).toBe('bwc.access.forbidden');
    const administrator = await station.as('administrator');
    station.later(11 * 60_000);
    expect(codeOf(await hang(administrator))).toBe('bwc.access.confirm');
    expect(station.store.custody.list({ kind: 'session.wall', limit: 9, newestFirst: true })).toEqual([]);
    await administrator.send('POST', '/api/session/confirm', { password: PASSWORD });
    expect((await hang(administrator)).json<SessionAnswer>().session?.expiresAt).toBe('2026-03-04T02:11:00.000Z');
    expect(station.store.custody.list({ kind: 'session.wall', limit: 9, newestFirst: true })).toMatchObject([
      {
        body: { until: '2026-03-04T02:11:00.000Z', by: expect.stringMatching(/^administrator 甲 <u_/) as string },
      },
    ]);
  });

  it('is not signed out for standing idle, but after its hours', async () => {
    const station = await WebStation.open();
    const browser = await wall(station);
    station.later(23 * HOUR);
    expect(await status(browser)).toBe(200);
    station.later(HOUR);
    expect(codeOf(await browser.send('GET', '/api/status'))).toBe('bwc.access.signed_out');
    expect(station.store.custody.list({ kind: 'session.ended', limit: 9, newestFirst: true })).toMatchObject([
      { body: { why: 'expired' } },
    ]);
  });

  it('is ended by whoever may end a session, with the person, and with the role', async () => {
    const station = await WebStation.open();
    const administrator = await station.as('administrator');
    const person = await station.person('custodian');
    const walls = [];
    for (let n = 0; n < 3; n += 1) {
      const browser = await station.signIn(person);
      await hang(browser);
      walls.push(browser);
    }
    const [first, second, third] = walls;
    if (first === undefined || second === undefined || third === undefined) throw new Error('three were hung');
    const session = (await first.send('GET', '/api/session')).json<SessionAnswer>().session?.id;
    expect((await administrator.ask('person.sessions', { person: person.id })).json()).toMatchObject(
      walls.map(() => ({ wallAt: '2026-03-03T02:00:00.000Z' })),
    );
    await administrator.act('session.revoke', { session });
    expect([await status(first), await status(second)]).toEqual([401, 200]);
    await second.send('DELETE', '/api/session');
    expect([await status(second), await status(third)]).toEqual([401, 200]);
    await station.served.act('person.change', { person: person.id, role: 'officer', why: '调岗' }, 'operator');
    expect(await status(third)).toBe(401);
  });

  it('cannot become anything else, but whoever comes may sign in', async () => {
    const station = await WebStation.open();
    const person = await station.person('custodian');
    const browser = await station.signIn(person);
    await hang(browser);
    expect(codeOf(await browser.send('POST', '/api/session/confirm', { password: PASSWORD }))).toBe(
      'bwc.access.forbidden',
    );
    expect(codeOf(await hang(browser))).toBe('bwc.access.forbidden');
    const { cookie } = browser;
    await browser.send('POST', '/api/session', { login: person.login, password: PASSWORD });
    expect((await browser.send('GET', '/api/clips?limit=1')).statusCode).toBe(200);
    browser.cookie = cookie;
    expect(await status(browser)).toBe(401);
  });
});

describe('what a wall is told', () => {
  it('names no file, note or party', async () => {
    const secret = '当事人王五';
    const station = await WebStation.open();
    await clipOf(station, '350213');
    const [visit] = station.store.visits.list({ limit: 1, offset: 0 });
    if (visit === undefined) throw new Error('the clip came by a visit');
    const seen = { ...visit, note: secret };
    const now: StationStatus = {
      ...(await station.served.queries.status()),
      dataDir: `/data/${secret}`,
      visits: [seen],
      docked: [{ slot: '口 1', visit: seen } as StationStatus['docked'][number]],
      dropWaiting: [{ folder: '/drop', path: `${secret}.mp4`, reason: secret }],
      alarms: [
        { kind: 'camera.unfit', subject: secret, raisedAt: visit.openedAt, clearedAt: null, details: { secret } },
      ],
    };
    const told = wallStatus(now);
    expect(JSON.stringify(told)).not.toContain(secret);
    expect([told.docked[0]?.visit?.camera, told.alarms.length]).toEqual(['S350213', 1]);
    const events: VisitEvent[] = [
      { type: 'progress', visit: 'v', doneBytes: 1, totalBytes: 2, path: secret },
      { type: 'stored', visit: 'v', path: secret, bytes: 1, sha256: secret, known: false },
      { type: 'failed', visit: 'v', path: secret, code: 'bwc.device.timeout', message: secret },
      { type: 'docked', slot: '口 1' },
    ];
    const heard = events.map(wallEvent);
    expect(heard.map((e) => e.type)).toEqual(events.map((e) => e.type));
    expect(JSON.stringify(heard)).not.toContain(secret);
  });
});
