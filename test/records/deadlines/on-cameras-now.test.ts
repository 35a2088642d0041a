import { expect, it } from 'vitest';
import { addMs } from '../../../src/domain/time.js';
import type { OnCamera } from '../../../src/records/deadlines/on-cameras.js';
import { onCamerasNow } from '../../../src/records/deadlines/on-cameras-now.js';
import { dock, HOUR } from '../duty-support.js';
import { OnRecord, rulesOf } from '../support.js';

const NOON = '2026-03-02T12:00:00.000Z';

async function docked(): Promise<{ station: OnRecord; now: () => readonly OnCamera[] }> {
  const station = await OnRecord.open('pudong-2024');
  dock(station, { at: '2026-03-02T09:00:00.000Z', left: [{ modified: '2026-03-02T07:10:00.000Z', state: 'failed' }] });
  station.now = NOON;
  return { station, now: () => onCamerasNow(station.acting('wang')) };
}

it('what is on cameras is worked out once within a second while nothing changes', async () => {
  const { station, now } = await docked();
  const first = now();
  expect(first.map(({ verdict }) => verdict.state)).toEqual(['running']);
  station.now = addMs(NOON, 999);
  expect(now()).toBe(first);
  station.now = addMs(NOON, 24 * HOUR);
  expect(now().map(({ verdict }) => verdict.state)).toEqual(['late']);
});

it('and anew after a change, under other rules, and for whoever asks inside a transaction', async () => {
  const { station, now } = await docked();
  expect(now()).toHaveLength(1);
  dock(station, { at: '2026-03-02T10:00:00.000Z', left: [] });
  const before = now();
  expect(before).toEqual([]);
  station.rules = rulesOf('xiamen-2021');
  expect(now()).not.toBe(before);
  const undone = new Error('undone');
  const inside = (): void =>
    station.store.transaction(() => {
      dock(station, {
        at: '2026-03-02T11:00:00.000Z',
        left: [{ modified: '2026-03-02T10:30:00.000Z', state: 'failed' }],
      });
      expect(now()).toHaveLength(1);
      throw undone;
    });
  expect(inside).toThrow(undone);
  expect(now()).toEqual([]);
});
