import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSafeToRemove, type VisitTally } from '../../src/domain/clip.js';

const EMPTY: VisitTally = {
  onCamera: 0,
  stored: 0,
  alreadyKnown: 0,
  disposed: 0,
  unfinalised: 0,
  failed: 0,
  waiting: 0,
  ignored: 0,
  sidecars: 0,
  bytesStored: 0,
};

describe('whether a camera may be taken out', () => {
  it.each<[string, Partial<VisitTally>, boolean]>([
    ['nothing on it', {}, true],
    ['everything stored', { onCamera: 3, stored: 2, alreadyKnown: 1, sidecars: 2 }, true],
    ['only what is ignored left', { ignored: 9 }, true],
    ['one waiting', { onCamera: 3, stored: 2, waiting: 1 }, false],
    ['one failed', { onCamera: 3, stored: 2, failed: 1 }, false],
    ['one the firmware has not closed, which is no clip yet', { onCamera: 3, stored: 3, unfinalised: 1 }, true],
  ])('%s: %o', (_, changes, safe) => {
    expect(isSafeToRemove({ ...EMPTY, ...changes })).toBe(safe);
  });

  it('depends on nothing but clips and sidecars that are not stored', () => {
    const count = fc.nat({ max: 3 });
    const tally = fc.record<VisitTally>({
      onCamera: count,
      stored: count,
      alreadyKnown: count,
      disposed: count,
      unfinalised: count,
      failed: count,
      waiting: count,
      ignored: count,
      sidecars: count,
      bytesStored: count,
    });
    fc.assert(
      fc.property(tally, (t) => {
        expect(isSafeToRemove(t)).toBe(t.failed + t.waiting === 0);
      }),
    );
  });
});
