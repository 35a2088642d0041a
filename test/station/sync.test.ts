/** Sync as the station has it: its hours, its alarms, and how it ends. */
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { expect, it, vi } from 'vitest';
import { Runner } from '../../src/archive/sync/runner.js';
import { initialiseDirectoryArchive } from '../../src/archive/targets/directory/initialise.js';
import { fromInstant, systemClock } from '../../src/domain/time.js';
import { queueNextBefore } from '../../src/records/archive/queue.js';
import { loadConfig } from '../../src/station/config.js';
import { StationSync } from '../../src/station/sync.js';
import { OnRecord } from '../records/support.js';
import { label, ordinaryClip, SPAN } from '../records/disposal/support.js';
import { tempFolder } from '../store/support.js';

const HOUR_MS = 3_600_000;

async function withArchive(station: OnRecord): Promise<void> {
  const path = await tempFolder();
  const id = await initialiseDirectoryArchive(path, systemClock);
  const target = `[[archive.target]]\nname = "bureau"\npath = ${JSON.stringify(path)}\nid = "${id}"\n`;
  appendFileSync(station.store.paths.config, target);
}

it('raises an alarm over what waits for too long, sends nothing out of its hours or while a camera is copied, and ends when told', async () => {
  const station = await OnRecord.open();
  const { store } = station;
  await withArchive(station);
  let now = fromInstant('2026-03-03T02:00:00.000Z');
  const clock = { now: () => now };
  // Its hours are 22 to 6: this is ten in the morning.
  const sync = new StationSync(store, loadConfig(store.paths), station.rules, clock, pino({ level: 'silent' }));
  const clip = await ordinaryClip(station);
  while (queueNextBefore({ store, now: () => station.now }, 200));
  const alarms = () => store.alarms.open().map((a) => [a.kind, a.subject]);
  const states = () => store.outbox.of(clip).map((o) => o.state);
  const idle = async (): Promise<void> => {
    while (sync.status()[0]?.live?.busy === true) await sleep(1);
  };
  sync.tick();
  now += 71 * HOUR_MS;
  sync.tick();
  expect(alarms()).toEqual([]);
  now += 2 * HOUR_MS;
  sync.tick();
  sync.tick();
  expect(alarms()).toEqual([['archive.waiting', 'bureau']]);
  expect(states()).toEqual(['queued', 'queued']);
  expect(sync.status()).toMatchObject([{ live: { busy: false }, oldestWaiting: station.now }]);
  while (sync.status()[0]?.probe == null) await sleep(1);
  await sleep(0);
  sync.copying(true);
  now += 11 * HOUR_MS;
  sync.tick();
  expect(sync.status()).toMatchObject([{ window: { open: true }, live: { busy: true, sentBytes: 0 } }]);
  await sleep(0);
  expect(states()).toEqual(['queued', 'queued']);
  sync.copying(false);
  await idle();
  expect(states()).toEqual(['done', 'done']);
  sync.tick();
  expect(alarms()).toEqual([]);
  expect(sync.status()).toMatchObject([
    { waiting: { contents: { orders: 0 } }, done: { contents: { orders: 1 } }, audit: { nights: 30, findings: [] } },
  ]);
  now += 24 * HOUR_MS;
  sync.copying(true);
  sync.ask('wang');
  await sync.stop();
  expect(sync.status()).toMatchObject([{ live: { busy: false } }]);
});

it('sends what came while the run that was asked for was ending, and is not over before', async () => {
  const station = await OnRecord.open();
  const { store } = station;
  await withArchive(station);
  const clock = { now: () => fromInstant('2026-03-03T02:00:00.000Z') };
  const sync = new StationSync(store, loadConfig(store.paths), station.rules, clock, pino({ level: 'silent' }));
  const queue = (): void => {
    while (queueNextBefore({ store, now: () => station.now }, 200));
  };
  const asked = (): boolean | undefined => sync.status()[0]?.live?.asked;
  const runs = vi.spyOn(Runner.prototype, 'run');
  try {
    const first = await ordinaryClip(station);
    const late = await station.clip(SPAN);
    queue();
    sync.ask('wang');
    await runs.mock.results[0]?.value;
    expect(asked()).toBe(true);
    label(station, late);
    queue();
    while (asked() === true) {
      sync.tick();
      await sleep(1);
    }
    for (const clip of [first, late]) expect(store.outbox.of(clip).map((o) => o.state)).toEqual(['done', 'done']);
  } finally {
    runs.mockRestore();
    await sync.stop();
  }
});
