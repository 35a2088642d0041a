/** Whatever is sent, the answer is one of those the API speaks of: never an error nobody foresaw. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ERROR_CODES } from '../../src/domain/errors.js';
import type { Role } from '../../src/domain/person.js';
import type { Route } from '../../src/web/route.js';
import { ROUTES } from '../../src/web/routes/index.js';
import { clipOf, codeOf, HOST, WebStation, type Browser } from './support.js';

const nasty = fc.constantFrom(
  '../../etc/passwd',
  '..%2f..%2fetc%2fpasswd',
  '%00',
  "' OR 1=1 --",
  '<script>alert(1)</script>',
  '=HYPERLINK("http://x")',
  '\u202e\u0000',
  '🚓'.repeat(100),
  '__proto__',
  'constructor',
  '-1',
  '1e309',
  'NaN',
);
const segment = fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom('c_01', 'x'));
/** Of a clip that is there, so that some of it gets as far as the record. */
let clip = '';
const real = fc
  .constantFrom<(id: string) => unknown>(
    (id) => id,
    (id) => [id],
    (id) => ({ kind: 'clip', id }),
  )
  .map((as) => as(clip));
const text = fc.oneof(nasty, fc.constantFrom('思明中队', '2026-03-01', '2026-03-01T08:00:00+08:00', '王伟'));
const json = fc.oneof(
  { weight: 2, arbitrary: real },
  { weight: 2, arbitrary: text },

  { weight: 3, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  nasty,
  fc.constantFrom<unknown>(null, true, 0, -1, 1e300, Number.MAX_SAFE_INTEGER + 1, [], {}),
);

/** The keys of the schema with values of every kind, some of which fit. */
function nearly(schema: z.ZodType): fc.Arbitrary<unknown> {
  const keys = keysOf(schema);
  const near = fc.record(Object.fromEntries(keys.map((key) => [key, json])), { requiredKeys: [] });
  return keys.length === 0 ? json : fc.oneof({ weight: 4, arbitrary: near }, json);
}

const keysOf = (schema: z.ZodType): string[] =>
  Object.keys(
    (z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as { properties?: object }).properties ?? {},
  );

const bodyFor = (route: Route): fc.Arbitrary<unknown> =>
  route.input === undefined
    ? nearly(route.body ?? z.unknown())
    : fc.oneof(
        nearly(route.input).map((input) => ({ input })),
        json,
      );

const encoded = (text: string): string => encodeURIComponent(text.isWellFormed() ? text : 'x');
const pathFor = (route: Route): fc.Arbitrary<string> =>
  segment.map((s) => route.path.replaceAll(/\{\w+\}/g, () => encoded(s)));
const queryFor = (route: Route): fc.Arbitrary<string> =>
  fc
    .array(fc.tuple(fc.oneof(fc.constantFrom('limit', ...keysOf(route.query)), segment), segment), { maxLength: 4 })
    .map((pairs) => pairs.map(([k, v]) => `${encoded(k)}=${encoded(v)}`).join('&'));

/** Sessions stay open, and what they are: those routes are tried apart. */
const ENDING = ['DELETE /api/session', 'POST /api/session/wall'];
const tried = ROUTES.filter((r) => !ENDING.includes(`${r.method} ${r.path}`));

describe.each<[Role]>([['custodian'], ['administrator'], ['officer']])('sent by a signed-in %s', (role) => {
  it('anything is answered with a code, and nothing fails in a way nobody foresaw', async () => {
    const station = await WebStation.open();
    clip = await clipOf(station, '350213');
    const browser = await station.as(role, { numbers: ['350213'] });
    for (const route of tried) {
      await fc.assert(
        fc.asyncProperty(pathFor(route), queryFor(route), bodyFor(route), async (path, query, body) => {
          const answer = await browser.send(
            route.method,
            `${path}?${query}`,
            route.method === 'GET' ? undefined : (body ?? null),
          );
          expect(answer.statusCode, answer.body).toBeLessThan(500);
          if (answer.statusCode >= 400) expect(ERROR_CODES).toContain(codeOf(answer));
        }),
        { numRuns: 12 },
      );
    }
    expect(station.faults).toEqual([]);
  });
});

const send = (browser: Browser, type: string, body: string) =>
  browser.send('POST', '/api/acts/label.put', body, { 'content-type': type });

describe('a request that is no request', () => {
  it.each([
    ['no JSON', '{', 400],
    ['an empty body', '', 400],
    ['a key that would change what objects are', '{"__proto__": {"x": 1}}', 400],
    ['ten megabytes', `{"input": "${'字'.repeat(3_500_000)}"}`, 413],
  ])('%s', async (_name, body, status) => {
    const station = await WebStation.open();
    const answer = await send(await station.as('custodian'), 'application/json', body);
    expect([answer.statusCode, codeOf(answer)]).toEqual([status, 'bwc.usage']);
  });

  it('ten megabytes from somebody who is not signed in are not even read', async () => {
    const station = await WebStation.open();
    const answer = await send(station.browser(), 'application/json', 'x'.repeat(10_000_000));
    expect(codeOf(answer)).toBe('bwc.access.signed_out');
  });

  it('a path that cannot be decoded, a method that there is not', async () => {
    const station = await WebStation.open();
    const browser = await station.as('custodian');
    const bad = await browser.send('GET', '/api/clips/%E0%A4%A');
    expect([bad.statusCode, codeOf(bad)]).toEqual([400, 'bwc.usage']);
    const answer = await station.server().inject({ method: 'PATCH', url: '/api/clips', headers: { host: HOST } });
    expect([answer.statusCode, codeOf(answer)]).toEqual([404, 'bwc.store.not_found']);
  });
});
