import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { RunningDigests } from '../../src/store/reading/digests.js';

describe('digests taken in turns', () => {
  it('are those of the whole, however it is cut', async () => {
    const chunks = fc.array(fc.uint8Array({ maxLength: 200_000 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(chunks, async (parts) => {
        const digests = RunningDigests.start(true);
        for (const part of parts) await digests.updateInTurns(part);
        const whole = Buffer.concat(parts);
        expect(digests.soFar()).toEqual({
          sha256: createHash('sha256').update(whole).digest('hex'),
          sm3: createHash('sm3').update(whole).digest('hex'),
        });
      }),
      { numRuns: 30 },
    );
  });

  it('let what waits have its turn in between', async () => {
    let turns = 0;
    const count = (): void => {
      turns += 1;
      waiting = setImmediate(count);
    };
    let waiting = setImmediate(count);
    await RunningDigests.start(false).updateInTurns(Buffer.alloc(2 ** 20));
    clearImmediate(waiting);
    expect(turns).toBeGreaterThanOrEqual(8);
  });
});
