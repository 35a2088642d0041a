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
  expect(changes(undefined, first)).toEqual([
    { what: 'party', value: '甲店' },
    { what: 'witnesses', value: '林、陈' },
    { what: 'important', value: 'yes' },
  ]);
  expect(changes(first, second)).toEqual([
    { what: 'party', value: '乙店' },
    { what: 'witnesses', value: null },
  ]);
  expect(changes(second, second)).toEqual([]);
});
