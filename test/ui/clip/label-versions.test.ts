import { expect, it } from 'vitest';
import { changes, type LabelVersion } from '../../../src/ui/clip/label-versions.js';

const version = (said: Partial<LabelVersion>): LabelVersion => ({
  clipId: 'c',
  version: 1,
  actId: 'a',
  fields: {},
  officers: [],
  witnesses: [],
  goods: [],
  services: [],
  partyStatus: null,
  refusedToSign: null,
  secrecy: [],
  important: null,
  caseId: null,
  noCaseNumber: null,
  note: null,
  rulebook: 'xiamen',
  complete: false,
  by: '王芳',
  at: '2026-03-01T00:00:00.000Z',
  ...said,
});

it('tells what a version says other than the one before it', () => {
  const first = version({ fields: { party: '甲店' }, important: true, witnesses: ['林', '陈'] });
  const second = version({ fields: { party: '乙店' }, important: true, witnesses: [] });
  expect(changes(undefined, first, 'zh')).toEqual([
    { what: 'party', value: '甲店' },
    { what: 'witnesses', value: '林、陈' },
    { what: 'important', value: 'yes' },
  ]);
  expect(changes(first, second, 'zh')).toEqual([
    { what: 'party', value: '乙店' },
    { what: 'witnesses', value: null },
  ]);
  expect(changes(second, second, 'zh')).toEqual([]);
});

it('tells goods and documents served with their parts, a line each, in the language of the page', () => {
  const before = version({ goods: [{ measure: 'seized', kind: '音箱', quantity: '2台' }] });
  const after = version({
    goods: [
      { measure: 'seized', kind: '音箱', quantity: '3台' },
      { measure: 'involved', name: '<b>炉具</b>' },
    ],
    services: [{ kind: '留置送达', document: '催告书' }],
  });
  expect(changes(before, after, 'zh')).toEqual([
    { what: 'goods', value: '扣押：种类 音箱，数量 3台\n涉案：名称 <b>炉具</b>' },
    { what: 'services', value: '留置送达：送达文书 催告书' },
  ]);
  expect(changes(undefined, before, 'en')).toEqual([{ what: 'goods', value: 'seized: kind 音箱, quantity 2台' }]);
  expect(changes(after, version({}), 'zh')).toEqual([
    { what: 'goods', value: null },
    { what: 'services', value: null },
  ]);
});
