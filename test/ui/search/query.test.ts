import { expect, it } from 'vitest';
import {
  daysKind,
  fieldsOf,
  fieldsOfFilter,
  inputOf,
  isTime,
  oneDay,
  sortOf,
  written,
} from '../../../src/ui/search/query.js';

const TODAY = '2026-03-02';
const query = 'party=%E7%94%B2%E5%BA%97&from=2026-03-01&to=2026-03-01&label=none&other=x&place=';

it('keeps what was filled in in the address, and nothing else', () => {
  const fields = fieldsOf(new URLSearchParams(query));
  expect(fields).toEqual({ party: '甲店', from: '2026-03-01', to: '2026-03-01', label: 'none' });
  expect(written({ ...fields, party: ' 甲店 ', camera: '  ' })).toEqual(fields);
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
  expect(inputOf({ from: '2026-03-01 08:09', to: '2026-03-01 08:10:30' })).toEqual({
    since: '2026-03-01T00:09:00.000Z',
    until: '2026-03-01T00:10:30.000Z',
  });
});

it.each([
  { party: '甲店', since: '2026-02-28T16:00:00.000Z', until: '2026-03-02T16:00:00.000Z', important: true as const },
  { since: '2026-03-01T00:09:00.000Z', until: '2026-03-01T00:10:30.001Z' },
  { within: 'last7Days' as const, activity: 'a_01', state: 'verified' as const },
])('asks for the same again when it was kept: %j', (filter) => {
  expect(inputOf(fieldsOf(new URLSearchParams(written(fieldsOfFilter(filter)))))).toEqual(filter);
});

it('a day that the command line kept is a stretch of one day', () => {
  expect(fieldsOfFilter({ day: '2026-03-01' })).toEqual({ from: '2026-03-01', to: '2026-03-01' });
});

it('tells days that go along with the calendar from days that stay', () => {
  expect([{ within: 'today' }, { from: '2026-03-01' }, { party: '甲' }].map(daysKind)).toEqual([
    'relative',
    'fixed',
    null,
  ]);
});

it('knows the one day there is a line of', () => {
  expect(oneDay({ from: '2026-03-01', to: '2026-03-01' }, TODAY)).toBe('2026-03-01');
  expect(oneDay({ from: '2026-03-01', to: TODAY }, TODAY)).toBeNull();
  expect(oneDay({ within: 'yesterday' }, TODAY)).toBe('2026-03-01');
  expect(oneDay({ within: 'thisWeek' }, '2026-03-03')).toBeNull();
});

it('leaves out what is no time and no choice', () => {
  expect(inputOf({ from: 'yesterday', to: '2026-02-30', label: 'some', state: 'gone', within: 'ever' })).toEqual({});
  expect(sortOf({ sort: 'colour' })).toBe('-start');
  expect(['2026-03-01', '2026-03-01 08:09', '2026-02-30', '昨天', '2026-03-01 25:00'].map(isTime)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});
