import { describe, expect, it } from 'vitest';
import { makeCode } from '../../src/records/people/code.js';
import type { SessionAnswer } from '../../src/web/routes/session.js';
import { codeOf, PASSWORD, WebStation } from './support.js';

const newCode = (station: WebStation, person: string | null): string =>
  station.store.transaction(() => makeCode({ store: station.store, by: 'test', now: () => station.now }, person)).code;

const kinds = (station: WebStation): string[] =>
  station.store.custody.list({ limit: 100, newestFirst: false }).map((e) => e.kind);

describe('the first administrator', () => {
  it('there is no account before; the first code makes one, once', async () => {
    const station = await WebStation.open();
    const browser = station.browser();
    const before = (await browser.send('GET', '/api/session')).json<SessionAnswer>();
    expect(before).toMatchObject({ firstCode: true, person: null, session: null });
    const code = newCode(station, null);
    const self = { login: 'Wang', name: '王伟' };
    const answer = await browser.send('POST', '/api/session/code', {
      code: code.toLowerCase(),
      password: PASSWORD,
      self,
    });
    expect(answer.json()).toMatchObject({ firstCode: false, person: { login: 'wang', role: 'administrator' } });
    const again = await station.browser().send('POST', '/api/session/code', { code, password: PASSWORD, self });
    expect([again.statusCode, codeOf(again)]).toEqual([401, 'bwc.access.code']);
    expect(kinds(station)).toEqual(
      expect.arrayContaining(['person.code_made', 'person.put', 'person.password_set', 'session.started']),
    );
  });

  it('a code expires, and a new one takes the place of the old', async () => {
    const station = await WebStation.open();
    const old = newCode(station, null);
    const code = newCode(station, null);
    const redeem = (text: string) =>
      station
        .browser()
        .send('POST', '/api/session/code', { code: text, password: PASSWORD, self: { login: 'wang', name: '王' } });
    expect(codeOf(await redeem(old))).toBe('bwc.access.code');
    station.later(24 * 3_600_000);
    expect(codeOf(await redeem(code))).toBe('bwc.access.code');
  });

  it('what is kept of a code is its hash', async () => {
    const station = await WebStation.open();
    const code = newCode(station, null);
    const kept = station.store.db.prepare('SELECT * FROM one_time_codes').all();
    expect(JSON.stringify(kept)).not.toContain(code);
    expect(JSON.stringify(station.store.custody.list({ limit: 100, newestFirst: false }))).not.toContain(code);
  });
});

describe('signing in', () => {
  it('answers the same whether the name or the password is wrong, or the person was disabled', async () => {
    const station = await WebStation.open();
    const person = await station.person('officer');
    const gone = await station.person('officer', { disabled: true });
    const tries = [
      { login: person.login, password: 'something else' },
      { login: 'nobody', password: PASSWORD },
      { login: gone.login, password: PASSWORD },
      { login: '!', password: PASSWORD },
    ];
    const answers = await Promise.all(tries.map((body) => station.browser().send('POST', '/api/session', body)));
    expect(new Set(answers.map((a) => `${String(a.statusCode)} ${a.body}`)).size).toBe(1);
    expect(codeOf(answers[0] ?? expect.fail())).toBe('bwc.access.credentials');
  });

  it('gives a cookie that no script reads and no other site sends, and a new one each time', async () => {
    const station = await WebStation.open();
    const { login } = await station.person('officer');
    const browser = station.browser();
    const first = await browser.send('POST', '/api/session', { login, password: PASSWORD });
    expect(first.headers['set-cookie']).toMatch(/^bwc_session=[A-Za-z0-9_-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const before = browser.cookie;
    await browser.send('POST', '/api/session', { login, password: PASSWORD });
    expect(browser.cookie).not.toBe(before);
    const old = station.browser();
    old.cookie = before;
    expect(codeOf(await old.send('GET', '/api/status'))).toBe('bwc.access.signed_out');
  });

  it('with TLS the cookie is Secure and bound to the host', async () => {
    const station = await WebStation.open();
    const { login } = await station.person('officer');
    const answer = await station.server({ tls: true }).inject({
      method: 'POST',
      url: '/api/session',
      headers: { host: '127.0.0.1', 'content-type': 'application/json' },
      payload: JSON.stringify({ login, password: PASSWORD }),
    });
    expect(answer.headers['set-cookie']).toMatch(
      /^__Host-bwc_session=.{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/,
    );
    expect(answer.headers['strict-transport-security']).toContain('max-age=');
  });

  it('keeps neither the token nor the password', async () => {
    const station = await WebStation.open();
    const browser = await station.as('officer');
    const token = browser.cookie?.split('=')[1] ?? '';
    const kept = JSON.stringify([
      station.store.db.prepare('SELECT * FROM sessions').all(),
      station.store.db.prepare('SELECT * FROM passwords').all(),
    ]);
    expect(token).toHaveLength(43);
    expect(kept).not.toContain(token);
    expect(kept).not.toContain(PASSWORD);
    expect(kept).toContain('$scrypt$ln=4,r=8,p=1$');
  });

  it('failures are custody entries that hold nothing of what was typed', async () => {
    const station = await WebStation.open();
    const person = await station.person('officer');
    const typed = ['my secret in the wrong field', 'a password that is wrong'];
    await station.browser().send('POST', '/api/session', { login: typed[0], password: typed[1] });
    await station.browser().send('POST', '/api/session', { login: person.login, password: typed[1] });
    const entries = station.store.custody.list({ limit: 100, newestFirst: false });
    const refused = entries.filter((e) => e.kind === 'session.refused').map((e) => e.body);
    expect(refused).toMatchObject([{ person: null, address: '127.0.0.1' }, { person: person.id }]);
    for (const text of typed) expect(JSON.stringify(entries)).not.toContain(text);
  });

  it('failures make the next try wait, longer each time, and nobody is locked out', async () => {
    const station = await WebStation.open();
    const { login } = await station.person('officer');
    const attempt = (password: string) => station.browser().send('POST', '/api/session', { login, password });
    for (let i = 0; i < 5; i++) expect(codeOf(await attempt('wrong'))).toBe('bwc.access.credentials');
    const waiting = await attempt(PASSWORD);
    expect([waiting.statusCode, waiting.json()]).toMatchObject([
      429,
      { code: 'bwc.access.throttled', details: { seconds: 1 } },
    ]);
    expect(waiting.headers['retry-after']).toBe('1');
    for (let i = 0; i < 10; i++) {
      station.later(60_000);
      expect(codeOf(await attempt('wrong'))).toBe('bwc.access.credentials');
    }
    expect((await attempt('wrong')).json()).toMatchObject({ details: { seconds: 60 } });
    station.later(60_000);
    expect((await attempt(PASSWORD)).statusCode).toBe(200);
    expect((await attempt(PASSWORD)).statusCode).toBe(200);
  });
});

describe('years later', () => {
  it('a password does not grow old', async () => {
    const station = await WebStation.open();
    const { login } = await station.person('officer');
    station.later(5 * 365 * 86_400_000);
    expect((await station.browser().send('POST', '/api/session', { login, password: PASSWORD })).statusCode).toBe(200);
  });
});

describe('a session', () => {
  it('ends when it is not used, and after the longest time however busy', async () => {
    const station = await WebStation.open();
    const idle = await station.as('officer');
    station.later(29 * 60_000);
    expect((await idle.send('GET', '/api/status')).statusCode).toBe(200);
    station.later(30 * 60_000);
    expect(codeOf(await idle.send('GET', '/api/status'))).toBe('bwc.access.signed_out');
    const busy = await station.as('officer');
    for (let minutes = 0; minutes < 12 * 60; minutes += 20) {
      expect((await busy.send('GET', '/api/visits?limit=1')).statusCode).toBe(200);
      station.later(20 * 60_000);
    }
    expect(codeOf(await busy.send('GET', '/api/visits?limit=1'))).toBe('bwc.access.signed_out');
    const ended = station.store.custody.list({ kind: 'session.ended', limit: 9, newestFirst: false });
    expect(ended.map((e) => e.body['why'])).toEqual(['idle', 'expired']);
  });

  it('ends by signing out, on the server', async () => {
    const station = await WebStation.open();
    const browser = await station.as('officer');
    const { cookie } = browser;
    expect((await browser.send('DELETE', '/api/session')).statusCode).toBe(200);
    expect(browser.cookie).toBeUndefined();
    browser.cookie = cookie;
    expect(codeOf(await browser.send('GET', '/api/status'))).toBe('bwc.access.signed_out');
  });

  it('changing the password wants the current one and ends the other sessions', async () => {
    const station = await WebStation.open();
    const { login } = await station.person('officer');
    const [here, there] = [station.browser(), station.browser()];
    for (const browser of [here, there]) await browser.send('POST', '/api/session', { login, password: PASSWORD });
    const next = '一句新的很长的密码没有规则';
    const wrong = await here.send('PUT', '/api/session/password', { current: 'wrong', next });
    expect(codeOf(wrong)).toBe('bwc.access.credentials');
    const short = await here.send('PUT', '/api/session/password', { current: PASSWORD, next: 'short' });
    expect([short.statusCode, codeOf(short)]).toEqual([422, 'bwc.access.password']);
    expect((await here.send('PUT', '/api/session/password', { current: PASSWORD, next })).statusCode).toBe(200);
    expect((await here.send('GET', '/api/status')).statusCode).toBe(200);
    expect(codeOf(await there.send('GET', '/api/status'))).toBe('bwc.access.signed_out');
    expect((await there.send('POST', '/api/session', { login, password: next })).statusCode).toBe(200);
  });

  it('acts that cannot be undone want the password once more', async () => {
    const station = await WebStation.open();
    const { login } = await station.person('custodian');
    const browser = station.browser();
    await browser.send('POST', '/api/session', { login, password: PASSWORD });
    const propose = () => browser.act('dispose.propose', { reason: '期满' });
    expect((await propose()).statusCode).toBe(200);
    station.later(10 * 60_000);
    const late = await propose();
    expect([late.statusCode, codeOf(late)]).toEqual([403, 'bwc.access.confirm']);
    expect(codeOf(await browser.send('POST', '/api/session/confirm', { password: 'wrong' }))).toBe(
      'bwc.access.credentials',
    );
    expect((await browser.send('POST', '/api/session/confirm', { password: PASSWORD })).statusCode).toBe(200);
    expect((await propose()).statusCode).toBe(200);
  });
});
