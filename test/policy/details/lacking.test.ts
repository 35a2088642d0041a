import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lackingDetails, wayOf } from '../../../src/policy/details/lacking.js';
import {
  GOODS_PARTS,
  MEASURES,
  SERVICE_PARTS,
  SERVICE_WAYS,
  type Goods,
  type Service,
} from '../../../src/policy/details/vocabulary.js';
import type { LabelVersion } from '../../../src/policy/facts/facts.js';
import { findRulebook, withExtensions } from '../../../src/policy/rulebook/library.js';
import { loadRulebooks } from '../../../src/policy/rulebooks/load.js';

const library = loadRulebooks();
const rulesOf = (id: string) => findRulebook(library, id).label;
const label = (more: Partial<LabelVersion>): LabelVersion => ({
  at: '2026-03-03T00:00:00.000Z',
  fields: {},
  association: null,
  noCaseNumber: null,
  goods: [],
  services: [],
  ...more,
});
const lack = (id: string, more: Partial<LabelVersion>) =>
  lackingDetails(rulesOf(id), label(more)).map(({ of, place, parts, basis }) => [of, place, parts, basis.article]);

const goods: fc.Arbitrary<Goods> = fc
  .tuple(fc.constantFrom(...MEASURES), fc.subarray([...GOODS_PARTS], { minLength: 1 }))
  .map(([measure, parts]) => ({ measure, ...Object.fromEntries(parts.map((p) => [p, 'x'])) }));
const service: fc.Arbitrary<Service> = fc
  .tuple(fc.constantFrom(...Object.values(SERVICE_WAYS), '电子送达'), fc.subarray([...SERVICE_PARTS]))
  .map(([kind, parts]) => ({ kind, ...Object.fromEntries(parts.map((p) => [p, 'x'])) }));
const labels = fc
  .record({ goods: fc.array(goods, { maxLength: 3 }), services: fc.array(service, { maxLength: 3 }) })
  .map(label);

describe('what a label does not say of goods', () => {
  it.each(['registered', 'seized', 'confiscated'] as const)(
    'SP-03: kind, quantity and features of goods %s',
    (measure) => {
      expect(lack('siping-tiedong-2020', { goods: [{ measure, name: '音箱' }] })).toEqual([
        ['goods', 1, ['kind', 'quantity', 'features'], '第九条'],
      ]);
      const whole = { measure, kind: '音响设备', quantity: '2台', features: '黑色，有划痕' };
      expect(lack('siping-tiedong-2020', { goods: [whole] })).toEqual([]);
    },
  );

  it('TJ-04: number, name, kind, specification and quantity of what is preserved, features of all that is involved', () => {
    expect(lack('tianjin-2024', { goods: [{ measure: 'registered', features: '红色' }] })).toEqual([
      ['goods', 1, ['number', 'name', 'kind', 'specification', 'quantity'], '第八条（四）'],
    ]);
    expect(lack('tianjin-2024', { goods: [{ measure: 'seized', name: '炉具' }] })).toEqual([
      ['goods', 1, ['features'], '第二十一条'],
    ]);
  });

  it('is nothing where the text does not speak of goods', () => {
    for (const id of ['xiamen-2021', 'pudong-2024'])
      expect(lack(id, { goods: [{ measure: 'seized', name: '炉具' }], services: [{ kind: '留置送达' }] })).toEqual([]);
  });
});

describe('what a label does not say of a document served', () => {
  it('SP-04: by leaving, the document and who was there; by announcement, the address; of a witness, the looks', () => {
    const services = [{ kind: '留置送达' }, { kind: '公告送达', document: '催告书' }, { kind: '电子送达' }];
    expect(lack('siping-tiedong-2020', { services })).toEqual([
      ['services', 1, ['document', 'recipientAppearance'], '第九条'],
      ['services', 2, ['address'], '第九条'],
    ]);
    const witnessed = { ...services[1], address: '湖滨南路1号公告栏' } as Service;
    expect(lack('siping-tiedong-2020', { services: [witnessed], fields: { witnesses: '陈某' } })).toEqual([
      ['services', 1, ['witnessAppearance'], '第九条'],
    ]);
  });

  it('TJ-15: seven ways, and for each what its article wants', () => {
    const services = Object.values(SERVICE_WAYS).map((kind) => ({ kind }));
    expect(lack('tianjin-2024', { services })).toEqual([
      ['services', 1, ['servedOn'], '第二十八条'],
      ['services', 2, ['address', 'refusal', 'servedOn', 'server', 'witness'], '第三十条'],
      ['services', 3, ['receipt'], '第二十九条'],
      ['services', 4, ['reason', 'medium'], '第三十三条'],
      ['services', 5, ['reason'], '第三十一条'],
      ['services', 6, ['reason'], '第三十一条'],
      ['services', 7, ['servedOn', 'faxNumber', 'recipient'], '第三十二条'],
    ]);
    const left = { kind: '留置送达', address: 'a', refusal: 'b', servedOn: '2026-03-02', server: 'c' };
    expect(lack('tianjin-2024', { services: [left], fields: { witnesses: '陈某' } })).toEqual([]);
  });

  it('has a way for each word of the rulebooks', () => {
    const kinds = [...library.values()].flatMap((book) => book.vocabularies.serviceKinds?.value ?? []);
    expect(kinds.filter((kind) => wayOf(kind) === null)).toEqual([]);
  });
});

describe('details that are lacking', () => {
  it.each([...library.keys()])('%s: are never parts that are there, and fewer the more is said', (id) => {
    fc.assert(
      fc.property(labels, fc.constantFrom(...GOODS_PARTS), fc.constantFrom(...SERVICE_PARTS), (said, g, s) => {
        const before = lackingDetails(rulesOf(id), said);
        for (const { of, place, parts } of before)
          for (const part of parts) expect(said[of][place - 1]).not.toHaveProperty(part);
        const more = lackingDetails(rulesOf(id), {
          ...said,
          goods: said.goods.map((one) => ({ ...one, [g]: 'y' })),
          services: said.services.map((one) => ({
            ...one,
            [s]: 'y',
            ...(s === 'witness' ? { witnessAppearance: 'y' } : {}),
          })),
        });
        const count = (all: typeof before): number => all.reduce((sum, { parts }) => sum + parts.length, 0);
        expect(count(more)).toBeLessThanOrEqual(count(before));
      }),
    );
  });

  it('may be asked for by a bureau where its regulation asks for none, and not fewer than it asks for', () => {
    const extension = (base: string, key: string, value: unknown) => ({
      file: 'own.json',
      text: JSON.stringify({
        id: 'own-2026',
        extends: base,
        title: '本局规定',
        issuer: '某局',
        set: { [key]: { value, article: '第二条', phrase: '记明' } },
      }),
    });
    const own = withExtensions(library, [extension('xiamen-2021', 'label.goods.seized', ['name', 'quantity'])]);
    const said = label({ goods: [{ measure: 'seized', name: '炉具' }] });
    expect(lackingDetails(findRulebook(own, 'own-2026').label, said)).toMatchObject([{ parts: ['quantity'] }]);
    const fewer = extension('siping-tiedong-2020', 'label.goods.seized', ['kind']);
    expect(() => withExtensions(library, [fewer])).toThrow('added to, not taken out');
    const unsuitable = extension('xiamen-2021', 'continuity.notSuitable', ['other']);
    expect(() => withExtensions(library, [unsuitable])).toThrow('no such key');
  });
});
