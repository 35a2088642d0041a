import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bwc } from '../support/bwc.js';
import { card, folderOf, media, noise } from '../support/cards.js';
import { clipsOf, ingest, newStation, sha256Of, tamper } from '../support/station.js';

const HOUR_MS = 3_600_000;

describe('bwc clips', () => {
  it('PD-02: says of each clip what it is, where it came from and where it lies', async () => {
    const { data, dir } = await newStation();
    const root = folderOf(dir, {
      'PARAM.INI': '[ZFY]\r\nDevNo=ZFY0042\r\nPolNo=350213\r\n',
      'VIDEO/第一段 20260301_080000.MP4': media('segment-1.mp4'),
      'AUDIO/20260301_090000.m4a': media('sound.m4a'),
      'PHOTO/20260301_100000.jpg': media('photo.jpg'),
    });
    const { visit } = await ingest(data, root);
    const clips = await clipsOf(data);
    expect(clips).toHaveLength(3);
    for (const clip of clips) {
      const stored = join(data, clip.storedPath);
      expect(clip.storedPath.startsWith('/')).toBe(false);
      expect(existsSync(stored)).toBe(true);
      expect(clip.sha256).toBe(sha256Of(stored));
      expect(clip.sha256).toBe(sha256Of(join(root, clip.sourcePath)));
      expect(clip).toMatchObject({ camera: 'ZFY0042', officerNo: '350213', visit: visit.id });
      expect(['stored', 'verified']).toContain(clip.state);
      expect(clip.id).toMatch(/^c_/);
    }
    expect(clips.map((c) => [c.kind, c.sourcePath, c.start])).toEqual([
      ['photo', 'PHOTO/20260301_100000.jpg', '2026-03-01T02:00:00.000Z'],
      ['audio', 'AUDIO/20260301_090000.m4a', '2026-03-01T01:00:00.000Z'],
      ['video', 'VIDEO/第一段 20260301_080000.MP4', '2026-03-01T00:00:00.000Z'],
    ]);
    const video = clips[2];
    expect(video).toMatchObject({
      bytes: media('segment-1.mp4').length,
      end: '2026-03-01T00:00:02.000Z',
      durationMs: 2000,
    });
    expect(video?.recording).toMatch(/^r_/);
  });

  it('XM-20: takes filters, sorting and paging', async () => {
    const { data, dir, shelf } = await newStation();
    const first = await card(shelf, {
      serial: 'CAM-A',
      files: [1, 2, 3, 4].map((n) => ({
        content: noise(1000 * n, `a${String(n)}`),
        startedAt: `2026-03-0${String(n)}T01:00:00.000Z`,
      })),
    });
    const second = await card(shelf, {
      serial: 'CAM-B',
      files: [{ kind: 'photo', content: noise(9000, 'b'), startedAt: '2026-03-02T05:00:00.000Z' }],
    });
    await ingest(data, first.root);
    const { visit } = await ingest(data, second.root);
    const bytes = async (...filter: string[]): Promise<number[]> =>
      (await clipsOf(data, ...filter)).map((c) => c.bytes);
    expect(await bytes()).toEqual([4000, 3000, 9000, 2000, 1000]);
    expect(await bytes('--sort', 'start')).toEqual([1000, 2000, 9000, 3000, 4000]);
    expect(await bytes('--sort', '-bytes', '--limit', '2')).toEqual([9000, 4000]);
    expect(await bytes('--limit', '2', '--offset', '1')).toEqual([3000, 9000]);
    expect(await bytes('--limit', '2', '--offset', '9')).toEqual([]);
    expect(await bytes('--camera', 'CAM-B')).toEqual([9000]);
    expect(await bytes('--camera', 'CAM-C')).toEqual([]);
    expect((await bytes('--officer', '350213')).length).toBeGreaterThan(0);
    expect(await bytes('--officer', '999999')).toEqual([]);
    expect((await bwc(['clips', '--data', data])).stdout).toContain('350213');
    expect(await bytes('--kind', 'photo')).toEqual([9000]);
    expect(await bytes('--visit', visit.id)).toEqual([9000]);
    // A day without a zone is the station's: 2 March begins at 16:00 UTC on the 1st.
    expect(await bytes('--since', '2026-03-02', '--until', '2026-03-03')).toEqual([9000, 2000]);
    expect(await bytes('--since', '2026-03-02T13:00:00+08:00', '--until', '2026-03-02T13:00:01+08:00')).toEqual([9000]);
    tamper(
      data,
      "UPDATE clips SET state = 'stored' WHERE bytes = 9000",
      "UPDATE clips SET state = 'verified' WHERE bytes <> 9000",
    );
    expect(await bytes('--state', 'stored')).toEqual([9000]);
    expect(await bytes('--state', 'verified', '--limit', '1')).toEqual([4000]);
    expect(existsSync(dir)).toBe(true);
  });

  it('SH-06, PD-08, XM-11: groups segments that follow each other into one recording and marks a gap', async () => {
    const { data, shelf } = await newStation();
    const segment = (n: number, startedAt: string): { content: Buffer; startedAt: string; durationMs: number } => ({
      content: media(`segment-${String(n)}.mp4`),
      startedAt,
      durationMs: 2000,
    });
    const camera = await card(shelf, {
      serial: 'SEG',
      files: [
        segment(1, '2026-03-01T01:00:00.000Z'),
        segment(2, '2026-03-01T01:00:02.000Z'),
        segment(3, '2026-03-01T01:00:24.000Z'),
      ],
    });
    await ingest(data, camera.root);
    const [a, b, c] = await clipsOf(data, '--sort', 'start');
    expect(a?.recording).toBe(b?.recording);
    expect(c?.recording).not.toBe(a?.recording);
    expect([a?.gapBeforeMs, b?.gapBeforeMs, c?.gapBeforeMs]).toEqual([null, null, 20_000]);
  });

  it('keeps what the camera wrote, what follows from it and what the station saw apart', async () => {
    const { data, shelf } = await newStation();
    const now = new Date();
    const camera = await card(shelf, {
      serial: 'FAST',
      clockOffsetMs: 8 * HOUR_MS,
      files: [{ content: noise(5000, 'fast'), startedAt: now.toISOString() }],
    });
    await ingest(data, camera.root);
    const [clip] = await clipsOf(data);
    expect(clip?.times?.camera.startSource).toBe('file name');
    expect(clip?.times?.camera.start).not.toBeNull();
    expect(clip?.times?.corrected.start).toBeNull();
    expect(clip?.times?.corrected.basis).toContain('ahead');
    expect(clip?.start).toBeNull();
    expect(clip?.times?.station.storedAt).toBe(clip?.storedAt);
  });
});
