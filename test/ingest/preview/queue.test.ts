import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { MediaQueue } from '../../../src/ingest/media-queue.js';
import { Gate } from '../../../src/ingest/preview/gate.js';
import { PreviewKeeper } from '../../../src/ingest/preview/preview-keeper.js';
import { PreviewQueue, type PreviewSettings } from '../../../src/ingest/preview/preview-queue.js';
import { mostBytes, QUALITIES } from '../../../src/ingest/preview/quality.js';
import type { PreviewSource } from '../../../src/store/repositories/previews.js';
import type { StationStore } from '../../../src/store/station-store.js';
import { fixedClock } from '../../store/fixed-clock.js';
import { newStore, sha256, TestVisit } from '../../store/support.js';
import { fixture } from '../media/fixtures.js';
import { folder } from './media.js';

const log = pino({ level: 'silent' });
const ONE = mostBytes(2000, QUALITIES.small);

interface Made {
  readonly store: StationStore;
  readonly queue: PreviewQueue;
  readonly keeper: PreviewKeeper;
  readonly gate: Gate;
  /** In the order they were brought in. */
  readonly clips: readonly string[];
}

/** A station with these fixtures as clips, described. */
async function station(
  names: readonly string[],
  space: number | 'auto' = 'auto',
  settings: Partial<PreviewSettings> = {},
): Promise<Made> {
  const store = await newStore();
  const visit = TestVisit.open(store);
  for (const [i, name] of names.entries())
    await visit.ingest(`VIDEO/${String(i)}-${name}`, readFileSync(fixture(name)));
  const media = new MediaQueue(
    store,
    { thumbnails: false, zone: 'UTC' },
    log,
    () => undefined,
    () => undefined,
  );
  media.wake();
  await media.idle();
  const keeper = new PreviewKeeper(store, { space, reserve: 0 }, fixedClock, () => 0);
  const gate = new Gate();
  const queue = new PreviewQueue(
    store,
    keeper,
    { background: true, quality: 'small', ...settings },
    gate,
    log,
    onDisk(store),
  );
  const clips = store.clips.list({ sort: 'stored', limit: 100, offset: 0 }).map((c) => c.id);
  return { store, queue, keeper, gate, clips };
}

const onDisk = (store: StationStore) => (source: PreviewSource) =>
  Promise.resolve({ path: join(store.paths.root, source.storedPath), release: () => Promise.resolve() });

const states = ({ store, clips }: Made): (string | null)[] => clips.map((id) => store.previews.view(id).state);
const stored = (store: StationStore, clip: string): string[] =>
  store.previews.files(clip).map(({ storedPath }) => join(store.paths.root, storedPath));

describe('the queue of previews', { timeout: 120_000 }, () => {
  it('makes one of every clip that can be looked at, on record with digest and size, the originals untouched', async () => {
    const made = await station(['segment-1.mp4', 'sound.wav', 'photo.jpg', 'text.mp4']);
    const { store, queue, clips } = made;
    const originals = clips.map((id) => readFileSync(join(store.paths.root, store.clips.get(id)?.storedPath ?? '')));
    queue.wake();
    await queue.idle();
    expect(states(made)).toEqual(['made', 'asIs', 'made', null]);
    for (const id of clips) {
      for (const file of store.previews.files(id)) {
        const bytes = readFileSync(join(store.paths.root, file.storedPath));
        expect([file.sha256, file.bytes]).toEqual([sha256(bytes), bytes.length]);
      }
    }
    expect(clips.map((id) => readFileSync(join(store.paths.root, store.clips.get(id)?.storedPath ?? '')))).toEqual(
      originals,
    );
    expect(readdirSync(store.paths.making)).toEqual([]);
    expect(store.clips.get(clips[0] ?? '')?.preview).toBe('made');
  });

  it('makes nothing while a camera is copied, and goes on afterwards', async () => {
    const made = await station(['segment-1.mp4']);
    made.gate.close('copying');
    made.queue.wake();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(readdirSync(join(made.store.paths.derived)).includes('making')).toBe(false);
    made.gate.open('copying');
    await made.queue.idle();
    expect(states(made)).toEqual(['made']);
  });

  it('stopped in the middle begins again at the next start', async () => {
    const made = await station(['segment-1.mp4', 'segment-2.mp4']);
    made.gate.close('copying');
    made.queue.wake();
    await made.queue.stop();
    expect(states(made)).toEqual(['waiting', 'waiting']);
    writeFileSync(
      join((mkdirSync(made.store.paths.making, { recursive: true }), made.store.paths.making), 'left'),
      'x',
    );
    await made.keeper.files.sweep();
    expect(readdirSync(made.store.paths.making)).toEqual([]);
    const next = new PreviewQueue(
      made.store,
      made.keeper,
      { background: true, quality: 'small' },
      new Gate(),
      log,
      onDisk(made.store),
    );
    next.wake();
    await next.idle();
    expect(states(made)).toEqual(['made', 'made']);
  });

  it('what is asked for is made while a camera is copied, also where it is under way already', async () => {
    const made = await station(['segment-1.mp4', 'segment-2.mp4']);
    const [first = '', second = ''] = made.clips;
    made.queue.wake();
    made.gate.close('copying');
    expect(await made.queue.demand(second)).toMatchObject({ state: 'made' });
    const [one, two] = await Promise.all([made.queue.demand(first), made.queue.demand(first)]);
    expect(one).toEqual(two);
    expect(one).toMatchObject({ state: 'made' });
    made.gate.open('copying');
    await made.queue.idle();
  });

  it('what somebody deleted is made again when it is asked for', async () => {
    const made = await station(['segment-1.mp4']);
    const [clip = ''] = made.clips;
    await made.queue.demand(clip);
    const [file = ''] = stored(made.store, clip);
    rmSync(file);
    expect(await made.queue.demand(clip)).toMatchObject({ state: 'made' });
    expect(existsSync(file)).toBe(true);
  });

  it('says why there is none', async () => {
    const made = await station(['text.mp4', 'segment-1.mp4']);
    const [text = '', film = ''] = made.clips;
    await expect(made.queue.demand(text)).rejects.toMatchObject({ code: 'bwc.media.no_preview' });
    writeFileSync(join(made.store.paths.root, 'altered'), '');
    made.store.db.prepare("UPDATE clips SET stored_path = 'altered' WHERE id = ?").run(film);
    expect(await made.queue.demand(film)).toMatchObject({ state: 'failed', reason: 'the file has zero bytes' });
  });

  it('where ffmpeg cannot make any, clips keep waiting', async () => {
    const ffmpeg = join(folder(), 'ffmpeg');
    writeFileSync(ffmpeg, '#!/bin/sh\necho " V....D mpeg4  MPEG-4"\n', { mode: 0o755 });
    const made = await station(['segment-1.mp4'], 'auto', { tools: { ffmpeg } });
    made.queue.wake();
    await made.queue.idle();
    expect(states(made)).toEqual(['waiting']);
    await expect(made.queue.demand(made.clips[0] ?? '')).rejects.toMatchObject({
      details: { reason: expect.stringContaining('has no encoder libx264') as string },
    });
  });
});

describe('the space of previews', { timeout: 120_000 }, () => {
  it('is bounded: what was not looked at for longest goes, and comes back when it is asked for', async () => {
    // Room for one that is being made and what two leave behind.
    const made = await station(['segment-1.mp4', 'segment-2.mp4', 'segment-3.mp4'], ONE + 160_000);
    const { store, queue, clips } = made;
    const [a = '', b = '', c = ''] = clips;
    await queue.demand(a);
    await queue.demand(b);
    store.transaction(() => {
      store.previews.seen(a, '2026-03-02T00:00:00.000Z');
      store.previews.seen(b, '2026-03-01T00:00:00.000Z');
    });
    const files = stored(store, b);
    expect(files.every((f) => existsSync(f))).toBe(true);
    await queue.demand(c);
    expect(states(made)).toEqual(['made', 'dropped', 'made']);
    expect(files.some((f) => existsSync(f))).toBe(false);
    store.transaction(() => {
      store.previews.seen(a, '2026-02-01T00:00:00.000Z');
    });
    expect(await queue.demand(b)).toMatchObject({ state: 'made' });
    expect(states(made)).toEqual(['dropped', 'made', 'made']);
  });

  it('is not fought over in the background: what came later is not dropped for what came before', async () => {
    const made = await station(['segment-1.mp4', 'segment-2.mp4', 'segment-3.mp4'], ONE + 100_000);
    made.queue.wake();
    await made.queue.idle();
    const [oldest, , newest] = states(made);
    expect([oldest, newest]).toEqual(['dropped', 'made']);
    expect(made.store.previews.totalBytes()).toBeLessThanOrEqual(ONE + 100_000);
  });

  it('too small for a single one drops nothing for it', async () => {
    const made = await station(['segment-1.mp4', 'segment-2.mp4'], 1000);
    await expect(made.queue.demand(made.clips[0] ?? '')).rejects.toMatchObject({
      code: 'bwc.media.no_preview',
      details: { reason: 'there is no room for it on the disk' },
    });
  });

  it('gives way to originals', async () => {
    const made = await station(['segment-1.mp4', 'segment-2.mp4']);
    for (const clip of made.clips) await made.queue.demand(clip);
    const poor = new PreviewKeeper(
      made.store,
      { space: 'auto', reserve: Number.MAX_SAFE_INTEGER },
      fixedClock,
      () => 0,
    );
    await poor.giveWay();
    expect(states(made)).toEqual(['dropped', 'dropped']);
    expect(made.store.previews.totalBytes()).toBe(0);
  });

  it('a file is what its owner and group may read, and nobody else', async () => {
    const made = await station(['segment-1.mp4']);
    await made.queue.demand(made.clips[0] ?? '');
    for (const file of stored(made.store, made.clips[0] ?? '')) expect(statSync(file).mode & 0o007).toBe(0);
  });
});
