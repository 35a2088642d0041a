import { expect, it } from 'vitest';
import { lanesOf } from '../../../src/ui/search/day-lanes.js';

const HOUR_MS = 3_600_000;
const clip = (id: string, start: string, end: string) => ({
  id,
  kind: 'video' as const,
  cameraId: 'm_1',
  camera: 'ZFY0007',
  officerNo: null,
  start,
  end,
  recording: null,
  activity: null,
  thumbnail: null,
});

it('lays recordings and the silences between them on the day, cut at its edges', () => {
  const early = ['2026-02-28T15:00:00.000Z', '2026-02-28T22:00:00.000Z'] as const;
  const late = ['2026-03-01T04:00:00.000Z', '2026-03-01T10:00:00.000Z'] as const;
  const recording = ([start, end]: readonly [string, string], id: string, gapBeforeMs: number | null) => ({
    recording: null,
    start,
    end,
    gapBeforeMs,
    clips: [clip(id, start, end)],
  });
  const [lane] = lanesOf({
    from: '2026-02-28T16:00:00.000Z',
    until: '2026-03-01T16:00:00.000Z',
    cameras: [
      {
        cameraId: 'm_1',
        camera: null,
        recordings: [recording(early, 'c_1', null), recording(late, 'c_2', 6 * HOUR_MS)],
      },
    ],
  });
  expect(lane).toEqual({
    camera: 'm_1',
    bars: [
      { from: 0, to: 0.25, clip: 'c_1', start: early[0], clips: 1 },
      { from: 0.5, to: 0.75, clip: 'c_2', start: late[0], clips: 1 },
    ],
    gaps: [{ from: 0.25, to: 0.5, end: late[0], ms: 6 * HOUR_MS }],
  });
});
