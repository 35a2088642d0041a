import { describe, expect, it } from 'vitest';
import type { StationStatus, VisitView } from '../../../src/web/api-types.js';
import type { Progress } from '../../../src/ui/live/rate.js';
import { CARD_STATES, countOf, shareOf, slotName, wallOf, type CardState } from '../../../src/ui/dock/wall.js';

const TALLY = {
  onCamera: 3,
  stored: 3,
  alreadyKnown: 0,
  disposed: 0,
  unfinalised: 0,
  failed: 0,
  waiting: 0,
  ignored: 0,
  sidecars: 0,
  bytesStored: 30,
};

const visit = (changes: Partial<VisitView> = {}): VisitView => ({
  id: 'v_1',
  slot: 'dir:/dock/A',
  root: '/dock/A',
  driver: 'volume',
  profile: 'l1',
  cameraId: 'cam_1',
  camera: 'ZFY0007',
  officerNo: null,
  issuedTo: null,
  officerName: null,
  sourceType: 'camera',
  erased: null,
  state: 'closed',
  phase: 'done',
  outcome: 'complete',
  reason: null,
  openedAt: '2026-03-01T00:00:00.000Z',
  listedAt: '2026-03-01T00:00:01.000Z',
  closedAt: null,
  identity: null,
  readiness: null,
  clock: null,
  stationClock: null,
  note: null,
  tally: TALLY,
  safeToRemove: true,
  ...changes,
});

type Shown = Pick<StationStatus, 'docked' | 'visits' | 'refused' | 'prioritySlot'>;
const EMPTY: Shown = { docked: [], visits: [], refused: [], prioritySlot: null };
const wall = (shown: Partial<Shown>, progress: ReadonlyMap<string, Progress> = new Map()) =>
  wallOf({ ...EMPTY, ...shown } as StationStatus, progress);
const docked = (v: VisitView | null, served = false, slot = v?.slot ?? 'dir:/dock/A') => ({
  slot,
  root: slot.slice(4),
  since: '2026-03-01T00:00:00.000Z',
  visit: v,
  served,
});
const stateOf = (v: VisitView | null, served = false, progress?: Progress): CardState | undefined =>
  wall({ docked: [docked(v, served)] }, new Map(progress === undefined ? [] : [['v_1', progress]]))[0]?.state;

describe('a card is safe to remove', () => {
  it('only when the visit is closed as complete and everything listed is stored', () => {
    expect(stateOf(visit())).toBe('safe');
  });

  it.each([
    ['the slot is still being served', visit(), true, 'checking'],
    ['something listed is not stored', visit({ safeToRemove: false }), false, 'incomplete'],
    ['the visit is open, even with every clip stored', visit({ state: 'open', phase: 'copying' }), true, 'copying'],
    ['the last steps are not done', visit({ state: 'open', phase: 'done' }), true, 'checking'],
    ['some clips failed', visit({ outcome: 'partial', safeToRemove: false }), false, 'incomplete'],
    ['it was cancelled', visit({ outcome: 'cancelled' }), false, 'cancelled'],
    ['it failed', visit({ outcome: 'failed' }), false, 'fault'],
    ['the camera was pulled', visit({ state: 'interrupted' }), false, 'interrupted'],
    ['nobody knows what stands there', null, false, 'fault'],
    ['nobody knows yet what stands there', null, true, 'reading'],
  ] as const)('not when %s', (_, of, served, state) => {
    expect(stateOf(of, served)).toBe(state);
  });
});

describe('a card that is being read', () => {
  it.each([
    ['identifying', 'reading'],
    ['checking', 'reading'],
    ['listing', 'reading'],
    ['copying', 'copying'],
    ['waiting', 'waiting'],
  ] as const)('in the phase %s is %s', (phase, state) => {
    expect(stateOf(visit({ state: 'open', phase }), true)).toBe(state);
  });

  it('is being checked once all bytes are here', () => {
    const progress = { doneBytes: 10, totalBytes: 10, path: null, heard: [] };
    expect(stateOf(visit({ state: 'open', phase: 'copying' }), true, progress)).toBe('checking');
  });
});

describe('the wall', () => {
  it('shows what is refused with its reason, and who goes first', () => {
    const slot = 'usb:1-1.2';
    const refused = [{ slot, root: '/', code: 'bwc.device.refused', reason: 'no', since: '' }];
    expect(wall({ docked: [docked(null, false, slot)], refused, prioritySlot: slot })).toMatchObject([
      { slot, state: 'refused', refusal: { code: 'bwc.device.refused', reason: 'no' }, priority: true },
    ]);
  });

  it('shows a visit whose camera is gone, after what is docked and not twice', () => {
    const gone = visit({ id: 'v_2', slot: 'dir:/dock/0', state: 'interrupted' });
    const open = visit({ state: 'open', phase: 'copying' });
    const shown = wall({ docked: [docked(open, true)], visits: [open, gone] });
    expect(shown.map(({ state, docked: d }) => [state, d])).toEqual([
      ['copying', true],
      ['interrupted', false],
    ]);
  });

  it('is in the order of the slots as people count them', () => {
    const slots = ['usb:1-1.10', 'usb:1-1.2', 'usb:1-1.1'];
    const shown = wall({ docked: slots.map((slot) => docked(null, true, slot)) });
    expect(shown.map((c) => c.slot)).toEqual(['usb:1-1.1', 'usb:1-1.2', 'usb:1-1.10']);
  });
});

describe('how far a visit is', () => {
  it('is not told before the listing', () => {
    expect(countOf(visit({ listedAt: null }))).toBeNull();
    expect(shareOf(visit({ listedAt: null }), undefined)).toBeNull();
  });

  it('counts what was there already, and shows bytes while they come', () => {
    const half = visit({ state: 'open', tally: { ...TALLY, stored: 1, alreadyKnown: 1, waiting: 1 } });
    expect(countOf(half)).toEqual({ done: 2, of: 3 });
    expect(shareOf(half, { doneBytes: 1, totalBytes: 4, path: null, heard: [] })).toBe(0.25);
    expect(shareOf(visit({ tally: { ...TALLY, onCamera: 0, stored: 0 } }), undefined)).toBe(1);
  });
});

it.each([
  ['usb:1-1.2', 'USB 1-1.2'],
  ['dir:/media/采集 3', '采集 3'],
  ['drop:/srv/drop/phones/', 'phones'],
  ['something', 'something'],
])('calls the slot %s %s', (slot, name) => {
  expect(slotName(slot)).toBe(name);
});

it('has as many states as it names', () => {
  expect(new Set(CARD_STATES).size).toBe(CARD_STATES.length);
});
