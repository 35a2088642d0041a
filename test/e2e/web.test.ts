/** The page as a browser and a terminal of the machine have it: a daemon of its own, real sockets, real passwords. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { MadeCode } from '../../src/records/people/code.js';
import type { SessionAnswer } from '../../src/web/routes/session.js';
import { bwc, bwcJson, scratch } from './support/bwc.js';
import { startDaemon } from './support/daemon.js';
import { configure, newStation, verify } from './support/station.js';

const PASSWORD = '今天天气不错我们去巡街吧';

/** One browser: its cookie, and the origin of the page. */
class Browser {
  #cookie = '';

  constructor(readonly address: string) {}

  async send(method: string, path: string, body?: object): Promise<Response> {
    const answer = await fetch(new URL(path, this.address), {
      method,
      headers: {
        ...(this.#cookie === '' ? {} : { cookie: this.#cookie }),
        ...(method === 'GET' ? {} : { origin: new URL(this.address).origin }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const given = answer.headers.get('set-cookie');
    if (given !== null) this.#cookie = given.split(';')[0] ?? '';
    return answer;
  }

  async code(method: string, path: string, body?: object): Promise<unknown> {
    return ((await (await this.send(method, path, body)).json()) as { code?: unknown }).code;
  }

  live(signal: AbortSignal): Promise<Response> {
    const headers = { cookie: this.#cookie, accept: 'text/event-stream' };
    return fetch(new URL('/api/live', this.address), { headers, signal });
  }
}

describe('from bwc init to a signed-in officer', () => {
  it('the first code makes the administrator; the operator adds people, and disabling signs out at once', async () => {
    const station = await newStation();
    const data = ['--data', station.data];
    const { code } = await bwcJson<MadeCode>(['person', 'code', ...data]);
    const daemon = await startDaemon(station.data);
    const { address } = await daemon.event('ready');
    const first = new Browser(address ?? '');
    const self = { login: 'admin', name: '李管理' };
    const made = await first.send('POST', '/api/session/code', { code, password: PASSWORD, self });
    expect((await made.json()) as SessionAnswer).toMatchObject({ person: { login: 'admin', role: 'administrator' } });

    const added = await bwc([
      'person',
      'add',
      'zhang',
      '--name',
      '张三',
      '--role',
      'officer',
      '--number',
      '350213',
      ...data,
    ]);
    expect([added.code, added.stderr]).toEqual([0, '']);
    const ticket = await bwcJson<MadeCode>(['person', 'code', 'zhang', ...data]);
    const officer = new Browser(address ?? '');
    const redeemed = await officer.send('POST', '/api/session/code', { code: ticket.code, password: PASSWORD });
    expect(redeemed.status).toBe(200);
    expect((await officer.send('GET', '/api/clips?limit=10')).status).toBe(200);
    expect((await bwc(['person', 'sessions', ...data])).stdout).toContain('zhang');

    const live = await officer.live(AbortSignal.timeout(30_000));
    expect(live.headers.get('content-type')).toContain('text/event-stream');
    const heard = live.text();
    expect((await bwc(['person', 'disable', 'zhang', '--why', '退休', ...data])).code).toBe(0);
    expect(await officer.code('GET', '/api/clips?limit=10')).toBe('bwc.access.signed_out');
    expect(await heard).toContain('event: signedOut');
    expect((await bwc(['person', 'list', '--all', ...data])).stdout).toMatch(/zhang .*张三 .*officer .*disabled/);

    expect(await daemon.stop()).toBe(0);
    expect(await verify(station.data)).toMatchObject({ ok: true });
    const again = await startDaemon(station.data);
    const { address: now } = await again.event('ready');
    const back = new Browser(now ?? '');
    expect((await back.send('POST', '/api/session', { login: 'admin', password: PASSWORD })).status).toBe(200);
    expect(await back.code('POST', '/api/session', { login: 'zhang', password: PASSWORD })).toBe(
      'bwc.access.credentials',
    );
  });
});

describe('the listener', () => {
  it('a port that is taken costs the page and nothing else', async () => {
    const other = createServer();
    await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
    onTestFinished(() => void other.close());
    const station = await newStation({ port: (other.address() as AddressInfo).port });
    const daemon = await startDaemon(station.data);
    expect(await daemon.event('ready')).toMatchObject({ address: null });
    expect((await bwc(['status', '--data', station.data])).code).toBe(0);
  });

  it('beyond this machine there is TLS or nothing', async () => {
    const station = await newStation({ address: '"0.0.0.0"' });
    const plain = await bwc(['start', '--data', station.data]);
    expect(plain.code).not.toBe(0);
    expect(plain.stderr).toContain('web.tls');
    const dir = scratch();
    const [key, crt] = [join(dir, 'web.key'), join(dir, 'web.crt')];
    const subject = ['-subj', '/CN=bwc.squad', '-addext', 'subjectAltName=DNS:bwc.squad,IP:127.0.0.1'];
    execFileSync(
      'openssl',
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', crt, ...subject],
      { stdio: 'ignore' },
    );
    configure(station.data, { names: '["bwc.squad"]' });
    configure(station.data, {
      idle_minutes: `30\ntls = { certificate = ${JSON.stringify(crt)}, key = ${JSON.stringify(key)} }`,
    });
    const daemon = await startDaemon(station.data);
    const { address } = await daemon.event('ready');
    expect(address).toMatch(/^https:\/\/0\.0\.0\.0:\d+\/$/);
    const port = Number(new URL(address ?? '').port);
    const headers = await new Promise<Record<string, unknown>>((resolve, reject) => {
      const asking = request(
        { host: '127.0.0.1', port, ca: readFileSync(crt), headers: { host: 'bwc.squad' } },
        (answer) => {
          answer.resume();
          resolve({ status: answer.statusCode, ...answer.headers });
        },
      );
      asking.on('error', reject);
      asking.end();
    });
    expect(headers).toMatchObject({ status: 200, 'strict-transport-security': 'max-age=31536000; includeSubDomains' });
  });
});
