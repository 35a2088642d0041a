/** What a browser is told of much that happened at once. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { condensed } from '../../src/web/condensed.js';
import type { VisitEvent } from '../../src/ingest/visit/visit-events.js';

const visit = fc.constantFrom('v_1', 'v_2', 'v_3');
const event: fc.Arbitrary<VisitEvent> = fc.oneof(
  fc.record({
    type: fc.constant('progress' as const),
    visit,
    doneBytes: fc.nat(99),
    totalBytes: fc.constant(99),
    path: fc.constant(null),
  }),
  fc.record({ type: fc.constant('describing' as const), clipsLeft: fc.nat(9) }),
  fc.record({ type: fc.constant('waiting' as const), visit, reason: fc.string() }),
  fc.record({ type: fc.constant('left' as const), slot: fc.string() }),
);

it('ends where all of it would have ended, with everything but steps on the way, in its order', () => {
  fc.assert(
    fc.property(fc.array(event), (all) => {
      const told = condensed(all);
      expect(told).toEqual(all.filter((e) => told.includes(e)));
      expect(all.filter((e) => e.type === 'waiting' || e.type === 'left').every((e) => told.includes(e))).toBe(true);
      for (const id of ['v_1', 'v_2', 'v_3']) {
        const steps = (of: readonly VisitEvent[]) => of.filter((e) => e.type === 'progress' && e.visit === id);
        expect(steps(told)).toEqual(steps(all).slice(-1));
      }
      const left = (of: readonly VisitEvent[]) => of.filter((e) => e.type === 'describing');
      expect(left(told)).toEqual(left(all).slice(-1));
    }),
  );
});
