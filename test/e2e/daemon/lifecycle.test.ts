import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { StationStatus } from '../../../src/web/status.js';
import { bwcJson, bwcProcess, errorCode } from '../support/bwc.js';
import { card, noise } from '../support/cards.js';
import { startDaemon, until, type TestDaemon } from '../support/daemon.js';
import { clipsOf, eventsOf, ingest, newStation, sha256Of, verify, type TestStation } from '../support/station.js';

const SIZE = 8 * 2 ** 20;
const PER_SECOND = 2 * 2 ** 20;
const PATH = 'VIDEO/20260301_090000.mp4';

/** A card with one large clip, read so slowly that there is time to interfere. */
const slowCard = (station: TestStation): ReturnType<typeof card> =>
  card(station.shelf, {
    serial: 'SLOW',
    files: [{ path: PATH, content: noise(SIZE, 'slow') }],
    faults: [{ kind: 'slow', bytesPerSecond: PER_SECOND }],
  });

const underWay = (daemon: TestDaemon, data: string, bytes: number): Promise<void> =>
  until(
    () =>
      readdirSync(join(data, 'incoming')).some(
        (name) => name.endsWith('.part') && statSync(join(data, 'incoming', name)).size >= bytes,
      ),
    () => `no copy got to ${String(bytes)} bytes; ${daemon.stderr}`,
  );

async function expectWhole(station: TestStation, source: string): Promise<void> {
  const clips = await clipsOf(station.data);
  expect(clips).toHaveLength(1);
  expect(clips[0]?.bytes).toBe(SIZE);
  expect(clips[0]?.sha256).toBe(sha256Of(join(source, PATH)));
  expect((await verify(station.data)).findings).toEqual([]);
  expect(readdirSync(join(station.data, 'incoming'))).toEqual([]);
}

describe('the daemon', () => {
  it('is the only writer: a second one is refused and told who holds the directory', async () => {
    const { data, shelf } = await newStation();
    const daemon = await startDaemon(data);
    const second = await bwcProcess(['start', '--data', data, '--json']);
    expect([second.code, errorCode(second)]).toEqual([1, 'bwc.data.locked']);
    expect(second.stderr).toContain(`pid ${String(daemon.pid)}`);
    const inPlainWords = await bwcProcess(['start', '--data', data]);
    expect(inPlainWords.stderr).toContain(String(daemon.pid));
    // Whoever must not talk to the daemon cannot.
    expect(statSync(join(data, 'control.sock')).mode & 0o777).toBe(0o660);
    expect(await daemon.stop('SIGINT')).toBe(0);
    expect(daemon.events.at(-1)).toEqual({ type: 'stopped' });
    const camera = await card(shelf, { serial: 'C', files: [{ content: noise(1000, 'c') }] });
    expect((await ingest(data, camera.root)).visit.outcome).toBe('complete');
    expect((await eventsOf(data, '--kind', 'station.stopped')).length).toBe(1);
  });

  it('refuses a second writer while a command holds the directory', async () => {
    const station = await newStation();
    const { data, dock } = station;
    const root = await (await slowCard(station)).plug(dock);
    const first = bwcProcess(['ingest', root, '--data', data, '--json']);
    await until(
      () => readdirSync(data).includes('holder.json'),
      () => 'the command never took the directory',
    );
    const second = await bwcProcess(['start', '--data', data, '--json']);
    expect([second.code, errorCode(second)]).toEqual([1, 'bwc.data.locked']);
    expect(second.stderr).toContain('ingest');
    // Questions need no lock.
    expect((await bwcProcess(['status', '--data', data])).code).toBe(0);
    expect((await first).code).toBe(0);
  });

  it('parks a copy on SIGTERM within 10 s and goes on with it after the restart', async () => {
    const station = await newStation();
    const { data, dock } = station;
    const camera = await slowCard(station);
    const first = await startDaemon(data);
    const root = await camera.plug(dock);
    await underWay(first, data, 3 * 2 ** 20);
    const before = performance.now();
    expect(await first.stop()).toBe(0);
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(await clipsOf(data)).toEqual([]);
    const [parked] = await bwcJson<{ id: string; state: string }[]>(['visits', '--data', data]);
    expect(parked?.state).toBe('interrupted');
    const second = await startDaemon(data);
    const closed = await second.event('closed');
    expect(closed).toMatchObject({
      visit: parked?.id,
      outcome: 'complete',
      tally: { onCamera: 1, stored: 1, failed: 0, waiting: 0 },
      safeToRemove: true,
    });
    const [stored] = await eventsOf(data, '--kind', 'clip.stored');
    expect(stored?.body['resumedAt']).toBeGreaterThanOrEqual(2 ** 20);
    expect(await bwcJson(['visits', '--data', data])).toHaveLength(1);
    await second.stop();
    await expectWhole(station, root);
  });

  it('that was killed outright loses nothing: the next one takes the clip from the start', async () => {
    const station = await newStation();
    const { data, dock } = station;
    const camera = await slowCard(station);
    const first = await startDaemon(data);
    const root = await camera.plug(dock);
    await underWay(first, data, 2 * 2 ** 20);
    const children = first.visitChildren();
    expect(children).toHaveLength(1);
    await first.kill();
    await until(
      () => children.every((pid) => !alive(pid)),
      () => 'a child outlived its daemon',
    );
    const second = await startDaemon(data);
    expect((await second.event('closed')).tally).toMatchObject({ onCamera: 1, stored: 1 });
    expect(await bwcJson(['visits', '--data', data])).toHaveLength(1);
    await second.stop();
    await expectWhole(station, root);
  });

  it('outlives a child that was killed, and the visit goes on', async () => {
    const station = await newStation();
    const { data, dock } = station;
    const camera = await slowCard(station);
    const daemon = await startDaemon(data);
    const root = await camera.plug(dock);
    await underWay(daemon, data, 2 * 2 ** 20);
    for (const pid of daemon.visitChildren()) process.kill(pid, 'SIGKILL');
    const closed = await daemon.event('closed');
    expect(closed).toMatchObject({ outcome: 'complete', reason: null, tally: { stored: 1 } });
    expect(await bwcJson(['visits', '--data', data])).toHaveLength(1);
    const { alarms } = await bwcJson<StationStatus>(['status', '--data', data]);
    expect(alarms.map((a) => a.kind)).toContain('visit.crashed');
    await daemon.stop();
    await expectWhole(station, root);
  });

  it('is found unreachable when its socket is gone', async () => {
    const { data } = await newStation();
    await startDaemon(data);
    rmSync(join(data, 'control.sock'));
    const answer = await bwcProcess(['status', '--data', data, '--json']);
    expect([answer.code, errorCode(answer)]).toEqual([5, 'bwc.daemon.unreachable']);
  });

  it('listens where its path is not too long for a socket', async () => {
    const station = await newStation();
    const data = join(station.dir, 'd'.repeat(60), 'e'.repeat(60));
    expect((await bwcProcess(['init', '--data', data, '--mount-root', station.dock])).code).toBe(0);
    const daemon = await startDaemon(data);
    expect(await bwcJson(['status', '--data', data])).toMatchObject({ daemon: { pid: daemon.pid } });
    expect(await daemon.stop()).toBe(0);
  });
});

function alive(pid: number): boolean {
  try {
    return !readFileSync(`/proc/${String(pid)}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}
