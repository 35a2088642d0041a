import { expect, it } from 'vitest';
import { fieldsOf, fieldsOfFilter, inputOf, oneDay, written } from '../../../src/ui/search/query.js';

const query = 'party=%E7%94%B2%E5%BA%97&from=2026-03-01&to=2026-03-01&label=none&other=x&place=';

it('keeps what was filled in in the address, and nothing else', () => {
  const fields = fieldsOf(new URLSearchParams(query));
  expect(fields).toEqual({ party: '甲店', from: '2026-03-01', to: '2026-03-01', label: 'none' });
  expect(written({ ...fields, party: ' 甲店 ', camera: '  ' })).toEqual(fields);
  expect(oneDay(fields)).toBe('2026-03-01');
  expect(oneDay({ from: '2026-03-01', to: '2026-03-02' })).toBeNull();
});

it('asks for whole days of the station’s calendar, the last one as well', () => {
  const input = inputOf({ party: '甲店', from: '2026-03-01', to: '2026-03-02', label: 'none', kind: 'video' });
  expect(input).toEqual({
    party: '甲店',
    since: '2026-02-28T16:00:00.000Z',
    until: '2026-03-02T16:00:00.000Z',
    label: 'none',
    kind: 'video',
  });
  expect(fieldsOfFilter(input)).toEqual({
    party: '甲店',
    from: '2026-03-01',
    to: '2026-03-02',
    label: 'none',
    kind: 'video',
  });
});

it('leaves out what is no day and no choice', () => {
  expect(inputOf({ from: 'yesterday', to: '2026-02-30', label: 'some', state: 'gone' })).toEqual({});
});
