/** Goods and documents served in the form: what is asked, what is kept, what is sent. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goodsForm, servicesForm } from '../../../src/records/labels/details-form.js';
import { goodsShape, serviceShape } from '../../../src/policy/details/shapes.js';
import { lackingDetails } from '../../../src/policy/details/lacking.js';
import { GOODS_PARTS, MEASURES, SERVICE_PARTS, SERVICE_WAYS } from '../../../src/policy/details/vocabulary.js';
import { loadRulebooks } from '../../../src/policy/rulebooks/load.js';
import type { RulesInForce } from '../../../src/policy/rules-in-force.js';
import { words } from '../../../src/records/text.js';
import {
  choicesOf,
  fromGoods,
  fromServices,
  lackingParts,
  partsOf,
  toGoods,
  toServices,
  turnedInto,
  type Detail,
} from '../../../src/ui/label/details.js';
import {
  beginning,
  contentOf,
  copied,
  EMPTY,
  goodsCopied,
  withOther,
  type Form,
  type OnRecord,
} from '../../../src/ui/label/draft.js';

const formOf = (id: string): Form => {
  const rules = { rulebook: loadRulebooks().get(id) } as unknown as RulesInForce;
  return { fields: [], goods: goodsForm(rules), services: servicesForm(rules) } as unknown as Form;
};
const [SIPING, TIANJIN, SHANGHAI, XIAMEN] = ['siping-tiedong-2020', 'tianjin-2024', 'shanghai-2017', 'xiamen-2021'].map(
  formOf,
) as [Form, Form, Form, Form];

const row = (of: string, parts: Detail['parts'] = {}): Detail => ({ of, parts });
const names = (form: Form, which: 'goods' | 'services', of: Detail): string[] =>
  partsOf(form, which, of).map(({ part, basis }) => `${part}${basis === null ? '' : ` ${basis.article ?? ''}`}`);

describe('SP-03, SP-04, TJ-04, TJ-15: a row asks for', () => {
  it('what the rulebook in force wants noted, each with its article', () => {
    expect(names(SIPING, 'goods', row('seized'))).toEqual(['kind 第九条', 'quantity 第九条', 'features 第九条']);
    expect(names(TIANJIN, 'goods', row('registered'))).toEqual([
      ...['number', 'name', 'kind', 'specification', 'quantity'].map((part) => `${part} 第八条（四）`),
      'features 第二十一条',
    ]);
    expect(names(TIANJIN, 'services', row('留置送达'))).toEqual([
      'document',
      ...['address', 'refusal', 'servedOn', 'server', 'witness'].map((part) => `${part} 第三十条`),
    ]);
  });

  it('what it is about in any case, and what was said of it already', () => {
    expect(names(SHANGHAI, 'goods', row('seized'))).toEqual(['name', 'features 第十一条']);
    expect(names(SIPING, 'goods', row('seized', { number: '7', kind: '音箱' })).slice(-1)).toEqual(['number']);
    expect(names(SIPING, 'services', row('口头送达'))).toEqual(['document']);
  });

  it('nothing where the rulebook does not speak of it', () => {
    expect([choicesOf(XIAMEN, 'goods'), choicesOf(XIAMEN, 'services')]).toEqual([[], []]);
  });

  it('measures and ways of which the rulebook speaks', () => {
    expect(choicesOf(SIPING, 'goods')).toEqual(['registered', 'seized', 'confiscated']);
    expect([...choicesOf(SHANGHAI, 'goods')].sort()).toEqual([...MEASURES].sort());
    expect(choicesOf(SIPING, 'services')).toEqual(SIPING.services?.kinds);
    expect(choicesOf(TIANJIN, 'services')).toContain('公告送达');
  });
});

const text = fc.stringMatching(/^[a-z \u4e00-\u4e20]{0,6}$/);
const rowOf = (ofs: readonly string[], parts: readonly string[]) =>
  fc.record({ of: fc.constantFrom(...ofs), parts: fc.dictionary(fc.constantFrom(...parts), text) });
const goodsRows = fc.array(rowOf(MEASURES, GOODS_PARTS), { maxLength: 4 });
const serviceRows = fc.array(rowOf(Object.values(SERVICE_WAYS), SERVICE_PARTS), { maxLength: 4 });

describe('whatever is written', () => {
  it('is sent as the station takes it, and comes back as it was sent', () => {
    fc.assert(
      fc.property(goodsRows, serviceRows, (goods, services) => {
        const [said, served] = [toGoods(goods), toServices(services)];
        expect(said.map((one) => goodsShape(words(500)).parse(one))).toEqual(said);
        expect(served.map((one) => serviceShape(words(500)).parse(one))).toEqual(served);
        expect([toGoods(fromGoods(said)), toServices(fromServices(served))]).toEqual([said, served]);
        expect(served).toHaveLength(services.length);
      }),
    );
  });

  it('is marked as lacking just where the station says so', () => {
    fc.assert(
      fc.property(goodsRows, serviceRows, fc.boolean(), (goods, services, witnessed) => {
        for (const [id, form] of [
          ['siping-tiedong-2020', SIPING],
          ['tianjin-2024', TIANJIN],
        ] as const) {
          const rules = loadRulebooks().get(id)?.label ?? {};
          const fields = witnessed ? { witnesses: '赵六' } : {};
          const label = { at: '', fields, association: null, noCaseNumber: null };
          const kept = goods.filter((one) => toGoods([one]).length > 0);
          const found = lackingDetails(rules, { ...label, goods: toGoods(kept), services: toServices(services) });
          const marked = (which: 'goods' | 'services', rows: readonly Detail[]) =>
            rows.map((one) => [...lackingParts(form, which, one, witnessed)].sort());
          const told = (which: 'goods' | 'services', rows: readonly Detail[]) =>
            rows.map((_, i) => [...(found.find((l) => l.of === which && l.place === i + 1)?.parts ?? [])].sort());
          expect(marked('goods', kept)).toEqual(told('goods', kept));
          expect(marked('services', services)).toEqual(told('services', services));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('stays when a row is made something else, but for what is empty', () => {
    expect(turnedInto(row('seized', { kind: '音箱', number: '' }), 'confiscated')).toEqual(
      row('confiscated', { kind: '音箱' }),
    );
  });
});

describe('goods and services in a draft', () => {
  const record = {
    version: 2,
    fields: {},
    goods: [{ measure: 'seized', kind: '音箱' }],
    services: [{ kind: '留置送达', document: '催告书' }],
  } as unknown as OnRecord;

  it('begin with what is on record, and are sent only where something was said of them', () => {
    const draft = beginning(SIPING, record);
    expect(draft).toMatchObject({ goods: [row('seized', { kind: '音箱' })] });
    expect(contentOf(draft)).toEqual({ fields: {} });
    expect(contentOf(withOther(draft, 'goods', []))).toEqual({ fields: {}, goods: [] });
  });

  it('are copied from the label before: services with the rest, goods only where that was asked for', () => {
    const mine = withOther(EMPTY, 'goods', [row('confiscated', { kind: '卷烟' })]);
    const draft = copied(mine, beginning(SIPING, record));
    expect(contentOf(draft)).toMatchObject({ goods: [{ kind: '卷烟' }], services: [{ document: '催告书' }] });
    expect(contentOf(goodsCopied(mine, beginning(SIPING, record))).goods).toEqual([
      { measure: 'confiscated', kind: '卷烟' },
      { measure: 'seized', kind: '音箱' },
    ]);
    expect(goodsCopied(mine, EMPTY)).toBe(mine);
  });
});
