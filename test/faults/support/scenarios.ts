/** A data directory and a source, prepared once and copied for every fault. */
import { cpSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createVirtualCamera } from '../../../src/device/testing/virtual-camera.js';
import { initStation } from '../../../src/station/init.js';
import { systemClock } from '../../../src/domain/time.js';
import { bwc, newStation } from './bwc.js';
import { makeFootage } from './footage.js';
import { ROOT } from './need.js';
import type { Scratch } from './scratch.js';

export interface Scenario {
  readonly name: string;
  readonly data: string;
  readonly source: string;
  /** Whether a second crash strikes, while what the first one left is taken up again. */
  readonly twice: boolean;
}

export async function newClip(scratch: Scratch): Promise<Scenario> {
  const data = scratch.path('empty');
  await newStation(data);
  const source = scratch.path('footage');
  await makeFootage(source, [300_000]);
  cpSync(`${ROOT}fixtures/media/segment-1.nmea`, join(source, '20260301_080000.nmea'));
  return { name: 'new clip', data, source, twice: false };
}

const MEGABYTE = 2 ** 20;

/** A station with one clip, and half of another one parked because its camera vanished. */
export async function interruptedClip(scratch: Scratch): Promise<Scenario> {
  const data = scratch.path('parked');
  const faulty = `${ROOT}dist/device/testing/faulty-driver.js`;
  await initStation(
    { dataDir: data, name: '', unit: '', mountRoots: [], extraDrivers: [faulty], actor: 'test' },
    systemClock,
  );
  const other = scratch.path('other');
  await makeFootage(other, [100_000]);
  await expectCode(0, 'ingest', other, '--data', data);
  const camera = await createVirtualCamera({
    dir: scratch.folder('cameras'),
    layout: 'l1',
    serial: 'CAM-7',
    files: [{ path: 'VIDEO/20260301_080000.mp4', content: { random: 4 * MEGABYTE, seed: 'parked' } }],
    faults: [{ kind: 'unplug', path: 'VIDEO/20260301_080000.mp4', at: 3 * MEGABYTE }],
  });
  const source = await camera.plug(scratch.folder('dock'));
  await expectCode(3, 'ingest', source, '--data', data);
  const parked = await readdir(join(data, 'incoming'));
  if (parked.length !== 2) throw new Error(`a part and its note were expected, not: ${parked.join(', ')}`);
  return { name: 'interrupted clip', data, source, twice: true };
}

async function expectCode(code: number, ...argv: readonly string[]): Promise<void> {
  const answer = await bwc(...argv);
  if (answer.code !== code)
    throw new Error(`bwc ${argv.join(' ')}: ${String(answer.code)}, not ${String(code)}: ${answer.out}${answer.err}`);
}
