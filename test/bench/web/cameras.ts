/** Sixteen virtual cameras that are taken in at once. */
import { randomFillSync } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as Client from '../../../src/web/client.js';
import { sourceFolder } from '../workshop.js';

const dist = (path: string): string => new URL(`../../../../dist/${path}`, import.meta.url).href;
const { connectStation } = (await import(dist('web/client.js'))) as typeof Client;

const CAMERAS = 16;
/** Of one clip: a minute or two at the rates of such cameras is more, a photo less. */
const CLIP_BYTES = 8 * 2 ** 20;

export interface Cards {
  readonly folders: readonly string[];
  readonly bytes: number;
}

let made = 0;

/** Contents that the station has never seen, in memory: the source must not be what is measured. */
export function newCards(clips: number): Cards {
  made += 1;
  const root = sourceFolder(`cards-${String(made)}`);
  const content = Buffer.allocUnsafe(CLIP_BYTES);
  randomFillSync(content);
  const folders = Array.from({ length: CAMERAS }, (_, camera) => {
    const folder = join(root, `camera-${String(camera)}`);
    mkdirSync(join(folder, 'DCIM'), { recursive: true });
    for (let i = 0; i < clips; i += 1) {
      randomFillSync(content, 0, 4096);
      writeFileSync(join(folder, 'DCIM', `c${String(i)}.mp4`), content);
    }
    return folder;
  });
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
