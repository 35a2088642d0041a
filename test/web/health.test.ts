import { describe, expect, it } from 'vitest';
import { HOST, WebStation } from './support.js';

describe.each(['/healthz', '/metrics'])('%s', (url) => {
  it('answers on this machine without a session, and nobody else', async () => {
    const station = await WebStation.open();
    const from = (remoteAddress: string) =>
      station.server().inject({ method: 'GET', url, headers: { host: HOST }, remoteAddress });
    for (const here of ['127.0.0.1', '::1', '::ffff:127.0.0.1']) expect((await from(here)).statusCode, here).toBe(200);
    for (const there of ['192.168.1.7', 'fe80::1', '::ffff:10.0.0.1'])
      expect((await from(there)).statusCode, there).toBe(404);
  });
});

describe('metrics', () => {
  it('are lines that Prometheus reads, with the figures of the status', async () => {
    const station = await WebStation.open();
    const answer = await station.browser().send('GET', '/metrics');
    expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    const lines = answer.body.trimEnd().split('\n');
    for (const line of lines)
      expect(line).toMatch(/^(?:# (?:HELP|TYPE) [a-z_]+ .+|[a-z_]+(?:\{[a-z_]+="[^"]*"\})? \d+(?:\.\d+)?(?:e\+\d+)?)$/);
    const { entries } = (await station.served.queries.status()).custody;
    expect(lines).toContain(`bwc_custody_entries ${String(entries)}`);
    expect(lines).toContain('bwc_clips 0');
  });
});
