import { describe, expect, it } from 'vitest';
import { BwcError, ERROR_CODES } from '../../src/domain/errors.js';
import { errorAnswer } from '../../src/web/errors.js';

describe('errors nobody foresaw', () => {
  it('say nothing of the inside beyond this machine', () => {
    const inside = new Error('SQLITE_CORRUPT in /var/lib/bwc-station/station.db');
    expect(errorAnswer(inside, true).answer.message).toContain('SQLITE_CORRUPT');
    const { status, answer } = errorAnswer(inside, false);
    expect([status, answer.code]).toEqual([500, 'bwc.internal']);
    expect(JSON.stringify(answer)).not.toContain('sqlite'.toUpperCase());
  });
});

describe('what the caller can mend', () => {
  it.each(ERROR_CODES.filter((code) => /^bwc\.(?:access|person|unit|label|hold|disposal|approval|case)\./.test(code)))(
    '%s is no fault of the server',
    (code) => {
      expect(errorAnswer(new BwcError(code, 'why'), false).status).toBeLessThan(500);
    },
  );
});

it('says of a disk that takes nothing any more what it is', () => {
  for (const code of ['SQLITE_IOERR_FSYNC', 'SQLITE_FULL', 'SQLITE_READONLY']) {
    const error = Object.assign(new Error('disk I/O error'), { code });
    expect(errorAnswer(error, true)).toMatchObject({ status: 500, answer: { code: 'bwc.data.not_writable' } });
  }
  expect(errorAnswer(Object.assign(new Error('busy'), { code: 'SQLITE_BUSY' }), true).answer.code).toBe('bwc.internal');
});
