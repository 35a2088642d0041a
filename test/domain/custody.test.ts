import { expect, it } from 'vitest';
import { ALARM_KINDS, CUSTODY_KINDS } from '../../src/domain/custody.js';
import { ERROR_CODES } from '../../src/domain/errors.js';

it.each([
  ['kind of custody entry', CUSTODY_KINDS],
  ['kind of alarm', ALARM_KINDS],
  ['error code', ERROR_CODES],
])('names every %s once', (_, names: readonly string[]) => {
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});
