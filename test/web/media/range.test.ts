import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askedRange } from '../../../src/web/media/range.js';

describe('a byte range', () => {
  it.each([
    [undefined, 100, 'whole'],
    ['bytes=0-9', 100, { first: 0, last: 9 }],
    ['bytes=90-', 100, { first: 90, last: 99 }],
    ['bytes=90-1000', 100, { first: 90, last: 99 }],
    ['bytes=-10', 100, { first: 90, last: 99 }],
    ['bytes=-1000', 100, { first: 0, last: 99 }],
    ['BYTES = 1 - 2', 100, { first: 1, last: 2 }],
    ['bytes=100-', 100, 'none'],
    ['bytes=999999999999999999999-', 100, 'none'],
    ['bytes=0-999999999999999999999', 100, { first: 0, last: 99 }],
    ['bytes=-0', 100, 'none'],
    ['bytes=0-0', 0, 'none'],
    ['bytes=-1', 0, 'none'],
    // What means nothing, and several at once, are answered with everything.
    ['bytes=9-0', 100, 'whole'],
    ['bytes=-', 100, 'whole'],
    ['bytes=0-1,3-4', 100, 'whole'],
    ['lines=0-1', 100, 'whole'],
    ['bytes=a-b', 100, 'whole'],
  ])('%s of %i bytes is %j', (header, bytes, answer) => {
    expect(askedRange(header, bytes)).toEqual(answer);
  });

  it('never lies outside of the file, whatever is asked', () => {
    const header = fc.oneof(fc.string(), fc.stringMatching(/^bytes=\d{0,20}-\d{0,20}$/));
    fc.assert(
      fc.property(header, fc.nat({ max: 2 ** 31 - 1 }), (asked, bytes) => {
        const range = askedRange(asked, bytes);
        if (typeof range === 'string') return;
        expect(range.first).toBeGreaterThanOrEqual(0);
        expect(range.last).toBeGreaterThanOrEqual(range.first);
        expect(range.last).toBeLessThan(bytes);
      }),
    );
  });
});
