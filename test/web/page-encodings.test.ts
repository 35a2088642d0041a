/** The application's files are sent compressed where the browser takes that, and are the same when it has unpacked them. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { chosen } from '../../src/web/page-encodings.js';
import { HOST, WebStation } from './support.js';

const script = Buffer.from('const 中文 = "a";\n'.repeat(200));
const page = (bytes: Buffer, type: string, lasting: boolean) => ({
  bytes,
  type,
  etag: `"${String(bytes.length)}"`,
  lasting,
});
const pages = new Map([
  ['/', page(Buffer.from('<!doctype html>'), 'text/html; charset=utf-8', false)],
  ['/assets/a-1.js', page(script, 'text/javascript; charset=utf-8', true)],
  ['/assets/b-1.mp3', page(script, 'audio/mpeg', true)],
]);

it('scripts are compressed as the browser takes them, and are lasting', async () => {
  const app = (await WebStation.open()).server({ pages });
  const get = (url: string, accept: string) => app.inject({ url, headers: { host: HOST, 'accept-encoding': accept } });
  for (const [accept, encoding, unpack] of [
    ['gzip, deflate, br, zstd', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync],
  ] as const) {
    const answer = await get('/assets/a-1.js', accept);
    expect(answer.headers).toMatchObject({
      'content-encoding': encoding,
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'accept-encoding',
    });
    expect(Number(answer.headers['content-length'])).toBeLessThan(script.length / 2);
    expect(unpack(answer.rawPayload)).toEqual(script);
  }
});

it('what is small, what is compressed already and what is asked for plainly comes as it is', async () => {
  const app = (await WebStation.open()).server({ pages });
  for (const [url, accept] of [
    ['/', 'br'],
    ['/assets/b-1.mp3', 'br'],
    ['/assets/a-1.js', 'identity'],
  ] as const) {
    const answer = await app.inject({ url, headers: { host: HOST, 'accept-encoding': accept } });
    expect([answer.statusCode, answer.headers['content-encoding']]).toEqual([200, undefined]);
    expect(answer.rawPayload).toEqual(pages.get(url)?.bytes);
  }
  const same = await app.inject({
    url: '/assets/a-1.js',
    headers: { host: HOST, 'if-none-match': `"${String(script.length)}"` },
  });
  expect([same.statusCode, same.body]).toEqual([304, '']);
  expect([chosen(), chosen(''), chosen('br;q=0.0'), chosen('BR')]).toEqual([null, null, null, 'br']);
});
