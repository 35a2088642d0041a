import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, type Json } from '../../src/domain/canonical-json.js';

/** RFC 8785 appendix B: IEEE 754 bits and their form. */
const NUMBERS: readonly (readonly [string, string])[] = [
  ['0000000000000000', '0'],
  ['8000000000000000', '0'],
  ['0000000000000001', '5e-324'],
  ['8000000000000001', '-5e-324'],
  ['7fefffffffffffff', '1.7976931348623157e+308'],
  ['ffefffffffffffff', '-1.7976931348623157e+308'],
  ['4340000000000000', '9007199254740992'],
  ['c340000000000000', '-9007199254740992'],
  ['4430000000000000', '295147905179352830000'],
  ['44b52d02c7e14af5', '9.999999999999997e+22'],
  ['44b52d02c7e14af6', '1e+23'],
  ['44b52d02c7e14af7', '1.0000000000000001e+23'],
  ['444b1ae4d6e2ef4e', '999999999999999700000'],
  ['444b1ae4d6e2ef4f', '999999999999999900000'],
  ['444b1ae4d6e2ef50', '1e+21'],
  ['3eb0c6f7a0b5ed8c', '9.999999999999997e-7'],
  ['3eb0c6f7a0b5ed8d', '0.000001'],
  ['41b3de4355555553', '333333333.3333332'],
  ['41b3de4355555554', '333333333.33333325'],
  ['41b3de4355555555', '333333333.3333333'],
  ['41b3de4355555556', '333333333.3333334'],
  ['41b3de4355555557', '333333333.33333343'],
  ['becbf647612f3696', '-0.0000033333333333333333'],
  ['43143ff3c1cb0959', '1424953923781206.2'],
];

const value = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => (n === 0 ? 0 : n)),
    fc.integer(),
    fc.string({ unit: 'binary' }),
    fc.array(tie('json'), { maxLength: 5 }),
    fc.dictionary(fc.string({ unit: 'binary' }), tie('json'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).json;

/** The same value with the keys of every object the other way round. */
function reversed(json: Json): Json {
  if (Array.isArray(json)) return (json as readonly Json[]).map(reversed);
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json)
      .reverse()
      .map(([key, v]) => [key, reversed(v)]),
  );
}

describe('canonical JSON', () => {
  it.each(NUMBERS)('number %s is %s', (bits, form) => {
    expect(canonicalJson(Buffer.from(bits, 'hex').readDoubleBE())).toBe(form);
  });

  it('gives the example of RFC 8785 section 3.2.2', () => {
    const example = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\\"\/',
      literals: [null, true, false],
    };
    expect(canonicalJson(example)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    );
  });

  it('sorts keys by UTF-16 code units, as in RFC 8785 section 3.2.3', () => {
    const object = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\u{1f600}': 5, '\u0080': 6, '\u00f6': 7 };
    expect([...canonicalJson(object).matchAll(/:(\d)/g)].map((m) => m[1]).join('')).toBe('2467153');
  });

  it('escapes what must be and nothing else', () => {
    expect(canonicalJson('\b\t\n\f\r"\\/\u0000\u001f\u007f\u2028é')).toBe(
      '"\\b\\t\\n\\f\\r\\"\\\\/\\u0000\\u001f\u007f\u2028é"',
    );
  });

  it('keeps keys that mean something to JavaScript', () => {
    const json = '{"__proto__":1,"constructor":{},"toString":null}';
    expect(canonicalJson(JSON.parse(json) as Json)).toBe(json);
  });

  it.each<[string, unknown]>([
    ['NaN', NaN],
    ['infinity', -Infinity],
    ['undefined', undefined],
    ['undefined inside', { a: [undefined] }],
    ['undefined as a member', { a: undefined }],
    ['a lone high surrogate', 'a\ud800'],
    ['a lone low surrogate', '\udc00b'],
    ['swapped surrogates', '\udc00\ud800'],
    ['a lone surrogate in a key', { '\ud800': 1 }],
    ['a bigint', 1n],
    ['a function', (): void => undefined],
    ['a symbol', Symbol('s')],
  ])('refuses %s', (_, what) => {
    expect(() => canonicalJson(what as Json)).toThrow(TypeError);
  });

  it('says the same value, the same way every time, whatever the order of keys', () => {
    fc.assert(
      fc.property(value, (json) => {
        const text = canonicalJson(json);
        const back = JSON.parse(text) as Json;
        expect(back).toEqual(json);
        expect(canonicalJson(back)).toBe(text);
        expect(canonicalJson(reversed(json))).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});
