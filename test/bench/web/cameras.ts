/** Sixteen virtual cameras that are taken in at once. */
import { randomFillSync } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as Testing from '../../../src/device/testing/index.js';
import type * as Client from '../../../src/web/client.js';
import { sourceFolder } from '../workshop.js';

const dist = (path: string): string => new URL(`../../../../dist/${path}`, import.meta.url).href;
const { createVirtualCamera } = (await import(dist('device/testing/index.js'))) as typeof Testing;
const { connectStation } = (await import(dist('web/client.js'))) as typeof Client;

const CAMERAS = 16;
/** Of one clip: a minute or two at the rates of such cameras is more, a photo less. */
const CLIP_BYTES = 8 * 2 ** 20;

export interface Cards {
  readonly folders: readonly string[];
  readonly bytes: number;
}

/** Of a camera at a USB 2.0 port of its own: what good ones reach of the 53 MB/s that the bus carries. */
const USB2_BYTES_PER_SECOND = 40_000_000;

let made = 0;

/**
 * Contents that the station has never seen, in memory: the source must not be what is measured.
 * @param pace as cameras at USB 2.0 give them, or as fast as they are read
 */
export async function newCards(clips: number, pace: 'usb2' | 'unbounded'): Promise<Cards> {
  made += 1;
  const root = sourceFolder(`cards-${String(made)}`);
  const dock = join(root, 'dock');
  mkdirSync(dock);
  const content = Buffer.allocUnsafe(CLIP_BYTES);
  randomFillSync(content);
  const folders: string[] = [];
  for (let i = 0; i < CAMERAS; i += 1) {
    const camera = await createVirtualCamera({
      dir: root,
      layout: 'l1',
      serial: `B${String(made)}-${String(i)}`,
      files: [],
      faults: pace === 'usb2' ? [{ kind: 'slow', bytesPerSecond: USB2_BYTES_PER_SECOND }] : [],
    });
    const folder = await camera.plug(dock);
    mkdirSync(join(folder, 'VIDEO'), { recursive: true });
    for (let clip = 0; clip < clips; clip += 1) {
      randomFillSync(content, 0, 4096);
      writeFileSync(join(folder, 'VIDEO', `c${String(clip)}.mp4`), content);
    }
    folders.push(folder);
  }
  return { folders, bytes: CAMERAS * clips * CLIP_BYTES };
}

/** @returns seconds until all of them are safe to remove */
export async function secondsToTakeIn(socket: string, { folders }: Cards): Promise<number> {
  const station = connectStation(socket);
  const began = performance.now();
  const ended = folders.map(async (folder) => {
    for await (const event of station.ingest(folder, 'bench'))
      if (event.type === 'closed') {
        if (event.outcome !== 'complete') throw new Error(`the visit ended ${event.outcome}`);
        return (performance.now() - began) / 1000;
      }
    throw new Error('a visit did not close');
  });
  const seconds = Math.max(...(await Promise.all(ended)));
  for (const folder of folders) rmSync(folder, { recursive: true });
  return seconds;
}
