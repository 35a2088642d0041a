import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { QuietFiles } from '../../../src/ingest/drop/quiet-files.js';

const SETTLE_MS = 100;
const at = (stamp: string): Map<string, string> => new Map([['a.mp4', stamp]]);

describe('a file in a drop folder', () => {
  it('is ready once it has been left alone for long enough, and once only', () => {
    const quiet = new QuietFiles(SETTLE_MS);
    quiet.look(at('1'), 0);
    expect(quiet.ready(99)).toEqual([]);
    expect(quiet.ready(100)).toEqual(['a.mp4']);
    quiet.take('a.mp4');
    quiet.look(at('1'), 500);
    expect(quiet.ready(1000)).toEqual([]);
    expect(quiet.restless).toBe(false);
  });

  it('waits anew each time it is written to, after it was taken as well', () => {
    const quiet = new QuietFiles(SETTLE_MS);
    quiet.look(at('1'), 0);
    quiet.look(at('2'), 90);
    expect(quiet.ready(100)).toEqual([]);
    expect(quiet.ready(190)).toEqual(['a.mp4']);
    quiet.take('a.mp4');
    quiet.look(at('3'), 200);
    expect(quiet.restless).toBe(true);
    expect(quiet.ready(300)).toEqual(['a.mp4']);
  });

  it('is still to be taken in where that did not come to its end, and forgotten when it is gone', () => {
    const quiet = new QuietFiles(SETTLE_MS);
    quiet.look(at('1'), 0);
    quiet.take('a.mp4');
    quiet.giveBack('a.mp4');
    expect(quiet.ready(100)).toEqual(['a.mp4']);
    quiet.look(new Map(), 150);
    expect(quiet.ready(1000)).toEqual([]);
    quiet.giveBack('a.mp4');
    expect(quiet.ready(1000)).toEqual([]);
  });

  it('is never handed out while it was written to within the time, nor twice for one content', () => {
    const step = fc.record({ afterMs: fc.integer({ min: 1, max: 80 }), written: fc.boolean() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const quiet = new QuietFiles(SETTLE_MS);
        let now = 0;
        let content = 0;
        let seenSince = 0;
        const handedOut: number[] = [];
        quiet.look(at('0'), now);
        for (const { afterMs, written } of steps) {
          now += afterMs;
          if (written) {
            content += 1;
            seenSince = now;
          }
          quiet.look(at(String(content)), now);
          for (const path of quiet.ready(now)) {
            expect(now - seenSince).toBeGreaterThanOrEqual(SETTLE_MS);
            handedOut.push(content);
            quiet.take(path);
          }
        }
        expect(new Set(handedOut).size).toBe(handedOut.length);
      }),
    );
  });
});
