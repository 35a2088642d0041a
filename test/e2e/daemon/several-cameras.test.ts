import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { VisitView } from '../../../src/domain/visit.js';
import type { StationStatus } from '../../../src/web/status.js';
import { bwc, bwcJson, errorCode } from '../support/bwc.js';
import { card, noise } from '../support/cards.js';
import { startDaemon } from '../support/daemon.js';
import { clipsOf, eventsOf, newStation } from '../support/station.js';

const MIB = 2 ** 20;
const statusOf = (data: string): Promise<StationStatus> => bwcJson(['status', '--data', data]);
const visitsOf = (data: string): Promise<VisitView[]> => bwcJson(['visits', '--data', data]);

describe('several cameras', () => {
  it('one that hangs costs its own visit, never the others', async () => {
    const { data, dock, shelf } = await newStation({ stall_seconds: 5 });
    const daemon = await startDaemon(data);
    const hung = await card(shelf, {
      serial: 'HUNG',
      files: [{ path: 'VIDEO/stuck.mp4', content: noise(50_000, 'stuck') }],
      faults: [{ kind: 'stall', path: 'VIDEO/stuck.mp4', at: 10_000, times: 100 }],
    });
    const good = await card(shelf, { serial: 'GOOD', files: [{ content: noise(50_000, 'good') }] });
    await hung.plug(dock);
    await daemon.event('listed');
    await good.plug(dock);
    const first = await daemon.event('closed');
    expect(first).toMatchObject({ outcome: 'complete', tally: { stored: 1 } });
    const second = await daemon.event('closed', undefined, 2);
    expect(second).toMatchObject({
      outcome: 'failed',
      safeToRemove: false,
      tally: { onCamera: 1, stored: 0, waiting: 1 },
    });
    const visits = await visitsOf(data);
    expect(visits.find((v) => v.camera === 'HUNG')).toMatchObject({ state: 'closed', outcome: 'failed' });
    expect(visits.find((v) => v.camera === 'GOOD')).toMatchObject({ state: 'closed', outcome: 'complete' });
    expect((await statusOf(data)).alarms.map((a) => a.kind)).toContain('visit.crashed');
  });

  it('take turns', async () => {
    const { data, dock, shelf } = await newStation({ lanes: 1 });
    const daemon = await startDaemon(data);
    const make = (serial: string): ReturnType<typeof card> =>
      card(shelf, {
        serial,
        files: Array.from({ length: 6 }, (_, i) => ({
          path: `VIDEO/${String(i)}.mp4`,
          content: noise(40 * MIB, `${serial}${String(i)}`),
        })),
        faults: [{ kind: 'slow', bytesPerSecond: 120 * MIB }],
      });
    const [a, b] = [await make('A'), await make('B')];
    await b.plug(dock);
    await a.plug(dock);
    await daemon.event('closed', undefined, 2);
    const clips = (await clipsOf(data)).sort((x, y) => x.storedAt.localeCompare(y.storedAt)).map((c) => c.camera);
    const turns = clips.filter((c, i) => c !== clips[i - 1]).length;
    expect(turns, clips.join('')).toBeGreaterThan(4);
  });

  it('give way to the priority slot', async () => {
    const { data, dock, shelf } = await newStation({ lanes: 1 });
    const daemon = await startDaemon(data);
    const make = (serial: string, files: number): ReturnType<typeof card> =>
      card(shelf, {
        serial,
        files: Array.from({ length: files }, (_, i) => ({
          path: `VIDEO/${String(i)}.mp4`,
          content: noise(33 * MIB, `${serial}${String(i)}`),
        })),
        faults: [{ kind: 'slow', bytesPerSecond: 60 * MIB }],
      });
    const [first, urgent] = [await make('FIRST', 12), await make('URGENT', 2)];
    expect((await bwc(['priority', `dir:${join(dock, 'URGENT')}`, '--data', data])).code).toBe(0);
    expect((await statusOf(data)).prioritySlot).toBe(`dir:${join(dock, 'URGENT')}`);
    await first.plug(dock);
    await daemon.event('listed');
    await urgent.plug(dock);
    const ended = await daemon.event('closed');
    const visits = await visitsOf(data);
    expect(visits.find((v) => v.id === ended.visit)?.camera).toBe('URGENT');
    expect(await eventsOf(data, '--kind', 'priority.set')).toHaveLength(1);
    expect((await bwc(['priority', '--clear', '--data', data])).code).toBe(0);
    expect((await statusOf(data)).prioritySlot).toBeNull();
    expect((await daemon.event('closed', undefined, 2)).outcome).toBe('complete');
  });
});

describe('bwc cancel', () => {
  it('stops a visit; what is stored stays, and the rest is still on the camera', async () => {
    const { data, dock, shelf } = await newStation();
    const daemon = await startDaemon(data);
    const camera = await card(shelf, {
      serial: 'CANCEL',
      files: [{ content: noise(1000, 'done') }, { content: noise(8 * MIB, 'not done') }],
      faults: [{ kind: 'slow', bytesPerSecond: MIB }],
    });
    await camera.plug(dock);
    const { visit } = await daemon.event('listed');
    await sleep(1500);
    expect((await bwc(['cancel', visit, '--data', data])).code).toBe(0);
    const closed = await daemon.event('closed');
    expect(closed).toMatchObject({
      outcome: 'cancelled',
      safeToRemove: false,
      tally: { onCamera: 2, stored: 1, waiting: 1 },
    });
    const again = await bwc(['cancel', visit, '--data', data, '--json']);
    expect([again.code, errorCode(again)]).toEqual([1, 'bwc.store.not_found']);
    // It is not taken up again by itself while it stays docked.
    await sleep(800);
    expect(daemon.events.filter((e) => e.type === 'opened')).toHaveLength(1);
  });
});
