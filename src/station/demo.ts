/** Virtual cameras for `bwc demo`: real trees in three layouts, holding real media, read at the pace of a slow card. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  createVirtualCamera,
  type VirtualCamera,
  type VirtualCameraOptions,
  type VirtualFile,
} from '../device/testing/index.js';
import { addMs, toInstant, type Clock } from '../domain/time.js';

const MEDIA = fileURLToPath(new URL('../../fixtures/media/', import.meta.url));

/** A driver that reads virtual cameras with their faults; the demonstration's station is configured with it. */
export const DEMO_DRIVER = fileURLToPath(new URL('../device/testing/faulty-driver.js', import.meta.url));

/** Slow enough for a person to see the progress of files this small. */
const CARD_BYTES_PER_SECOND = 40_000;
const HOUR_MS = 3_600_000;
const SEGMENT_MS = 2_000;

export interface DemoCamera {
  readonly camera: VirtualCamera;
  readonly serial: string;
  readonly files: number;
}

/** @param workshop a folder on the same file system as the dock */
export async function makeDemoCameras(workshop: string, clock: Clock): Promise<DemoCamera[]> {
  await mkdir(workshop, { recursive: true });
  const plans = demoPlans(workshop, clock);
  const made: DemoCamera[] = [];
  for (const plan of plans) {
    const camera = await createVirtualCamera({
      ...plan,
      faults: [{ kind: 'slow', bytesPerSecond: CARD_BYTES_PER_SECOND }],
    });
    made.push({ camera, serial: plan.serial, files: camera.files.length });
  }
  return made;
}

function demoPlans(dir: string, clock: Clock): Omit<VirtualCameraOptions, 'faults'>[] {
  const began = toInstant(clock.now() - 3 * HOUR_MS);
  const media = (name: string): { copyOf: string } => ({ copyOf: join(MEDIA, name) });
  const segments = (at: string): VirtualFile[] =>
    [1, 2, 3].map((n) => ({
      content: media(`segment-${String(n)}.mp4`),
      startedAt: addMs(at, (n - 1) * SEGMENT_MS),
      durationMs: SEGMENT_MS,
    }));
  const later = (minutes: number): string => addMs(began, minutes * 60_000);
  return [
    {
      dir,
      layout: 'l6',
      serial: '36NCC009910',
      officerNo: '350213',
      files: [
        ...segments(began),
        { kind: 'photo', content: media('photo.jpg'), startedAt: later(5) },
        { kind: 'audio', content: media('sound.m4a'), startedAt: later(10) },
        { content: media('cut-off.mp4'), startedAt: later(20), important: true },
      ],
    },
    {
      dir,
      layout: 'l1',
      serial: 'ZFY0007',
      officerNo: '350214',
      officerName: '林晓',
      unitName: '鹭江中队',
      encoding: 'gbk',
      clockOffsetMs: 95_000,
      files: [
        { content: media('hevc.mp4'), startedAt: later(30), durationMs: SEGMENT_MS },
        {
          path: 'VIDEO/20260301_0002.avi',
          content: media('mjpeg-pcm.avi'),
          startedAt: later(31),
          durationMs: SEGMENT_MS,
        },
        { kind: 'audio', content: media('sound.wav'), startedAt: later(40) },
      ],
    },
    {
      dir,
      layout: 'l3',
      serial: 'NVT-0001',
      battery: 64,
      files: [
        { path: 'DCIM/Movie/20260301_0001.MP4', content: media('stream.ts'), startedAt: later(60) },
        { path: 'DCIM/Movie/20260301_0001.NMEA', content: media('segment-1.nmea'), startedAt: later(60) },
        { kind: 'photo', content: media('picture.png'), startedAt: later(61) },
      ],
    },
  ];
}
