import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ClipView } from '../../../src/domain/clip.js';
import { bwc } from '../support/bwc.js';
import { card, folderOf, noise } from '../support/cards.js';
import { clipsOf, ingest, newStation, verify } from '../support/station.js';

/** Files whose modification time says the same as their name, as a camera with that clock leaves them. */
async function withNames(
  names: Readonly<Record<string, string>>,
): Promise<{ readonly data: string; readonly clips: Map<string, ClipView> }> {
  const { data, dir } = await newStation();
  const folder = folderOf(
    dir,
    Object.fromEntries(Object.keys(names).map((name) => [name, Buffer.from(`not media: ${name}`)])),
  );
  for (const [name, at] of Object.entries(names)) {
    const seconds = Date.parse(at) / 1000;
    utimesSync(join(folder, name), seconds, seconds);
  }
  await ingest(data, folder);
  return { data, clips: new Map((await clipsOf(data)).map((c) => [c.sourcePath, c])) };
}

describe('a camera whose clock', () => {
  it('was never set (1970, 1980, 2000) or runs ahead (2099) gives its digits, and no instant is made up from them', async () => {
    const { data, clips } = await withNames({
      '19700101_080000.mp4': '1970-01-01T00:00:00Z',
      '19800101_000000.mp4': '1979-12-31T16:00:00Z',
      '20000101_000000.mp4': '1999-12-31T16:00:00Z',
      '20991231_235959.mp4': '2099-12-31T15:59:59Z',
    });
    expect(clips.size).toBe(4);
    expect(clips.get('19700101_080000.mp4')?.times?.camera.start).toBe('1970-01-01T08:00:00');
    expect(clips.get('19800101_000000.mp4')?.times?.camera.start).toBe('1980-01-01T00:00:00');
    expect(clips.get('20991231_235959.mp4')?.times?.camera.start).toBe('2099-12-31T23:59:59');
    for (const clip of clips.values()) {
      expect([clip.sourcePath, clip.start, clip.end]).toEqual([clip.sourcePath, null, null]);
      expect(clip.times?.corrected.basis).toMatch(/not set|ahead/);
      expect(clip.times?.station.storedAt).toBe(clip.storedAt);
    }
    expect((await bwc(['clips', '--data', data])).stdout).toContain('unknown');
    // They are found under the day on which they were stored.
    const today = new Date().toISOString().slice(0, 10);
    expect((await clipsOf(data, '--since', `${today}T00:00:00Z`)).length).toBe(4);
    expect((await verify(data)).findings).toEqual([]);
  });

  it('names impossible dates gives none', async () => {
    const { clips } = await withNames({
      '20260231_250000.mp4': '2026-03-01T01:00:00Z',
      '20261301_000000.mp4': '2026-03-01T01:00:00Z',
    });
    for (const clip of clips.values()) expect(clip.times?.camera.startSource, clip.sourcePath).not.toBe('file name');
  });

  it('writes the month first (L4) is read so, whatever its file times say', async () => {
    const { data, shelf } = await newStation();
    const camera = await card(shelf, {
      layout: 'l4',
      serial: 'BC300-1',
      files: [{ content: noise(4000, 'l4'), startedAt: '2026-03-04T01:02:03.000Z' }],
    });
    const path = camera.files.find((f) => f.path.text.startsWith('DCIM'))?.path.text ?? '';
    expect(path).toContain('_03042026090203');
    utimesSync(join(camera.root, path), 0, 0);
    await ingest(data, camera.root);
    const [clip] = await clipsOf(data);
    expect(clip).toMatchObject({ camera: 'BC300-1', start: '2026-03-04T01:02:03.000Z' });
    expect(clip?.times?.camera).toMatchObject({ start: '2026-03-04T09:02:03', startSource: 'file name' });
  });

  it('is eight hours ahead is told by its newest file as a lower bound, without a correction', async () => {
    const { data, shelf } = await newStation();
    const camera = await card(shelf, {
      serial: 'ZONE',
      clockOffsetMs: 8 * 3_600_000,
      files: [{ content: noise(4000, 'zone'), startedAt: new Date(Date.now() - 60_000).toISOString() }],
    });
    const root = await camera.plug(shelf === '' ? '' : join(shelf, '..', 'dock'));
    const { visit } = await ingest(data, root);
    expect(visit.clock).toMatchObject({ method: 'newest-file', bound: 'lower bound', uncertaintyMs: null });
    expect(visit.clock?.offsetMs ?? 0).toBeGreaterThan(7.9 * 3_600_000);
    const [clip] = await clipsOf(data);
    expect(clip?.start).toBeNull();
  });
});
