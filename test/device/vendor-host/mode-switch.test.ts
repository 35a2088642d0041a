import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  claims,
  docked,
  isFinal,
  step,
  type SwitchEvent,
  type SwitchLimits,
  type SwitchState,
} from '../../../src/device/vendor-host/mode-switch.js';

const LIMITS: SwitchLimits = { askMs: 100, returnMs: 60 };
const SLOT = 'usb:3-1';
const SERIALS = [null, 'A000001', 'B000002'] as const;

const serial = fc.constantFrom(...SERIALS);
const event: fc.Arbitrary<SwitchEvent> = fc.oneof(
  fc.constantFrom<SwitchEvent>({ is: 'initialised' }, { is: 'asked' }, { is: 'busy' }, { is: 'left' }, { is: 'tick' }),
  serial.map((s): SwitchEvent => ({ is: 'identified', serial: s })),
  serial.map((s): SwitchEvent => ({ is: 'read', serial: s })),
  fc.constantFrom(SLOT, SLOT, 'usb:9-9').map((slot): SwitchEvent => ({ is: 'volume', slot })),
);
/** Events with the milliseconds that pass before each; mostly in an order in which something happens. */
const sensible: fc.Arbitrary<SwitchEvent[]> = fc
  .tuple(serial, serial, fc.array(event, { maxLength: 3 }), fc.boolean())
  .map(([before, after, noise, unseen]): SwitchEvent[] => [
    { is: 'initialised' },
    { is: 'identified', serial: before },
    { is: 'asked' },
    ...noise,
    ...(unseen ? [] : [{ is: 'left' } as const]),
    { is: 'volume', slot: SLOT },
    { is: 'read', serial: after },
  ]);
const timed = fc
  .tuple(fc.oneof(sensible, fc.array(event, { maxLength: 20 })), fc.array(fc.nat(15), { minLength: 20, maxLength: 20 }))
  .map(([events, gaps]) => events.map((e, i) => ({ event: e, after: gaps[i % gaps.length] ?? 0 })));

/** Every state on the way, with the time at which it was entered. */
function walk(
  steps: readonly { readonly event: SwitchEvent; readonly after: number }[],
): { state: SwitchState; now: number }[] {
  let now = 0;
  const states = [{ state: docked(SLOT, 0, LIMITS), now }];
  for (const { event: e, after } of steps) {
    now += after;
    states.push({ state: step(states.at(-1)?.state ?? docked(SLOT, 0, LIMITS), e, now, LIMITS), now });
  }
  return states;
}
const endOf = (events: readonly SwitchEvent[]): SwitchState | undefined =>
  walk(events.map((e) => ({ event: e, after: 1 }))).at(-1)?.state;

const READY: readonly SwitchEvent[] = [{ is: 'initialised' }, { is: 'identified', serial: 'A000001' }, { is: 'asked' }];

describe('the mode switch', () => {
  it('goes from docked to done', () => {
    const events: SwitchEvent[] = [
      ...READY,
      { is: 'left' },
      { is: 'volume', slot: SLOT },
      { is: 'read', serial: 'A000001' },
    ];
    const states = walk(events.map((e) => ({ event: e, after: 1 })));
    const names = ['docked', 'initialised', 'identified', 'switching', 'gone', 'volume', 'done'];
    expect(states.map(({ state }) => state.at)).toEqual(names);
    expect(states.at(-1)?.state).toEqual({ at: 'done', slot: SLOT, serial: 'A000001', sameness: 'serial' });
  });

  it('does not need to see the slot empty', () => {
    expect(endOf([...READY, { is: 'volume', slot: SLOT }, { is: 'read', serial: null }])).toEqual({
      at: 'done',
      slot: SLOT,
      serial: 'A000001',
      sameness: 'port',
    });
  });

  it('waits on while the disk stands elsewhere', () => {
    expect(endOf([...READY, { is: 'left' }, { is: 'volume', slot: 'usb:3-2' }])?.at).toBe('gone');
  });

  it('takes a disk that leaves and comes once more', () => {
    const bounce: SwitchEvent[] = [{ is: 'volume', slot: SLOT }, { is: 'left' }, { is: 'volume', slot: SLOT }];
    expect(endOf([...READY, ...bounce, { is: 'read', serial: 'A000001' }])?.at).toBe('done');
  });

  it('tells another camera', () => {
    expect(endOf([...READY, { is: 'volume', slot: SLOT }, { is: 'read', serial: 'B000002' }])).toEqual({
      at: 'someone else',
      slot: SLOT,
      expected: 'A000001',
      found: 'B000002',
    });
  });

  it('ends when it is unplugged before it was asked', () => {
    expect(endOf([{ is: 'initialised' }, { is: 'left' }])).toMatchObject({ at: 'failed' });
  });

  it('asks again while it is busy, within the time for asking', () => {
    const again: SwitchEvent[] = [{ is: 'busy' }, { is: 'asked' }, { is: 'busy' }, { is: 'asked' }];
    expect(endOf([...READY, ...again])?.at).toBe('switching');
    const late = walk([...READY, { is: 'busy' } as const].map((e) => ({ event: e, after: 1 }))).at(-1)?.state;
    expect(late).toMatchObject({ at: 'identified', until: LIMITS.askMs });
  });

  it('says in which state the time ran out', () => {
    const states = walk([
      ...READY.map((e) => ({ event: e, after: 1 })),
      { event: { is: 'tick' }, after: LIMITS.returnMs },
    ]);
    expect(states.at(-1)?.state).toEqual({ at: 'timed out', slot: SLOT, during: 'switching' });
  });

  it('property: it always ends, within the two limits', () => {
    fc.assert(
      fc.property(timed, (steps) => {
        const last = walk(steps).at(-1);
        const end = step(
          last?.state ?? docked(SLOT, 0, LIMITS),
          { is: 'tick' },
          LIMITS.askMs + LIMITS.returnMs,
          LIMITS,
        );
        expect(isFinal(end)).toBe(true);
      }),
    );
  });

  it('property: an end is an end', () => {
    fc.assert(
      fc.property(timed, (steps) => {
        const states = walk(steps);
        const first = states.findIndex(({ state }) => isFinal(state));
        for (const { state } of first < 0 ? [] : states.slice(first)) expect(state).toBe(states[first]?.state);
      }),
    );
  });

  it('property: a camera with another serial is never taken for the same one', () => {
    fc.assert(
      fc.property(timed, (steps) => {
        const states = walk(steps);
        const end = states.at(-1)?.state;
        if (end?.at !== 'done') return;
        const before = states.map(({ state }) => state).find((state) => state.at === 'volume');
        const at = states.findIndex(({ state }) => state.at === 'done') - 1;
        const read = steps[at]?.event;
        if (before?.at !== 'volume' || read?.is !== 'read') throw new Error('done without having read a disk');
        const known = [before.serial, read.serial].filter((s) => s !== null);
        expect(new Set(known).size).toBeLessThanOrEqual(1);
        expect(end.sameness).toBe(known.length === 2 ? 'serial' : 'port');
      }),
      { numRuns: 1000 },
    );
  });

  it('property: a dock that respects the claim opens one visit for the camera, wherever else disks appear', () => {
    fc.assert(
      fc.property(timed, (steps) => {
        const states = walk(steps);
        let visits = 1;
        for (const [i, { event: e }] of steps.entries()) {
          const { state } = states[i] ?? { state: docked(SLOT, 0, LIMITS) };
          const now = states[i + 1];
          if (e.is !== 'volume' || now === undefined) continue;
          if (e.slot !== SLOT) expect(claims(state, e.slot)).toBe(false);
          else if (!claims(now.state, e.slot)) visits++;
        }
        const end = states.at(-1)?.state;
        if (end !== undefined && (!isFinal(end) || end.at === 'done')) expect(visits).toBe(1);
      }),
    );
  });

  it('is walked through by these properties in every way', () => {
    const seen = fc
      .sample(timed, { numRuns: 2000, seed: 1 })
      .flatMap((steps) => walk(steps).map(({ state }) => state.at));
    expect(new Set(seen).size).toBe(10);
  });
});
