/** What holds between the browser and the station whoever is signed in. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadPages } from '../../src/web/pages.js';
import { tempFolder } from '../store/support.js';
import { codeOf, HOST, PASSWORD, WebStation } from './support.js';

describe('pages', () => {
  it('come with a policy that lets no script in and no other site frame them', async () => {
    const station = await WebStation.open();
    const page = await station.browser().send('GET', '/');
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    const policy = String(page.headers['content-security-policy']);
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("base-uri 'none'");
    expect(page.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(page.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('are what was there at start: a path reaches nothing else', async () => {
    const folder = await tempFolder();
    mkdirSync(join(folder, 'assets'));
    writeFileSync(join(folder, 'index.html'), '<!doctype html><p>the page');
    writeFileSync(join(folder, 'assets', 'app-1a2b.js'), 'go()');
    writeFileSync(join(folder, 'secret.key'), 'no');
    const station = await WebStation.open();
    const app = station.server({ pages: loadPages(folder) });
    const get = (url: string, headers = {}) => app.inject({ method: 'GET', url, headers: { host: HOST, ...headers } });
    const script = await get('/assets/app-1a2b.js');
    expect([script.body, script.headers['cache-control']]).toEqual(['go()', 'public, max-age=31536000, immutable']);
    expect((await get('/clips/c_01')).body).toContain('the page');
    for (const url of ['/secret.key', '/assets/../secret.key', '/assets/%2e%2e%2fsecret.key', '/api', '/api/nothing'])
      expect((await get(url)).statusCode, url).toBe(404);
    expect((await get('/%2e%2e/%2e%2e/etc/passwd')).body).toContain('the page');
    const page = await get('/');
    expect((await get('/', { 'if-none-match': String(page.headers['etag']) })).statusCode).toBe(304);
  });
});

describe('requests', () => {
  it.each([
    ['a name that was made to point here', { host: 'evil.example' }],
    ['a name with our port', { host: 'evil.example:8947' }],
    ['no name', { host: '' }],
    ['a page of another site', { origin: 'https://evil.example' }],
    ['a page of another server on this machine', { origin: 'http://127.0.0.1:9999' }],
    ['a page without an origin', { origin: 'null' }],
    ['another site, by the browser’s word', { 'sec-fetch-site': 'cross-site' }],
    ['another port of this machine, by the browser’s word', { 'sec-fetch-site': 'same-site' }],
    ['a form that somebody was lured into sending', { 'sec-fetch-site': 'none' }],
  ])('from %s are refused', async (_name, headers) => {
    const station = await WebStation.open();
    const { login } = await station.person('officer');
    const answer = await station.browser().send('POST', '/api/session', { login, password: PASSWORD }, headers);
    expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'bwc.access.origin']);
  });

  it('for footage and pages from other sites are refused as well', async () => {
    const station = await WebStation.open();
    const browser = await station.as('custodian');
    const answer = await browser.send('GET', '/api/clips?limit=1', undefined, { 'sec-fetch-site': 'cross-site' });
    expect(codeOf(answer)).toBe('bwc.access.origin');
    const typed = await browser.send('GET', '/', undefined, { 'sec-fetch-site': 'none' });
    expect(typed.statusCode).toBe(200);
  });

  it('by a name that the configuration knows are served', async () => {
    const station = await WebStation.open();
    const app = station.server({ names: ['bwc.squad'] });
    const answer = await app.inject({ method: 'GET', url: '/', headers: { host: 'BWC.squad:8947' } });
    expect(answer.statusCode).toBe(200);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'with a body of a form (%s) are not read',
    async (type) => {
      const station = await WebStation.open();
      const { login } = await station.person('officer');
      const body = JSON.stringify({ login, password: PASSWORD });
      const answer = await station.browser().send('POST', '/api/session', body, { 'content-type': type });
      expect([answer.statusCode, codeOf(answer)]).toEqual([415, 'bwc.usage']);
    },
  );

  it('are answered with no-store, and say nothing about other origins', async () => {
    const station = await WebStation.open();
    const browser = await station.as('custodian');
    const answer = await browser.send('GET', '/api/status');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['content-type']).toContain('application/json');
    expect(Object.keys(answer.headers).filter((h) => h.startsWith('access-control'))).toEqual([]);
  });

  it('whose body says who acts are refused: that is what the session is for', async () => {
    const station = await WebStation.open();
    const browser = await station.as('custodian');
    const answer = await browser.send('POST', '/api/acts/case.open', { input: { number: '1' }, by: '张三' });
    expect([answer.statusCode, codeOf(answer)]).toEqual([400, 'bwc.usage']);
  });
});
