import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'vitest';
import {
  cameraContract,
  type ContractSubject,
  createVirtualCamera,
  LAYOUTS,
  type LayoutId,
} from '../../../src/device/testing/index.js';
import { tempFolder } from '../support.js';

describe.each(LAYOUTS)('camera contract: layout %s', (layout) => {
  for (const { name, run } of cameraContract(() => subject(layout))) it(name, run);
});

async function subject(layout: LayoutId): Promise<ContractSubject> {
  const dir = await tempFolder();
  const dock = path.join(dir, 'dock');
  await mkdir(dock);
  const virtual = await createVirtualCamera({
    dir,
    layout,
    serial: layout === 'l5' ? 'CAM07' : 'ZFY0042',
    battery: 80,
    files: [
      { content: { random: 300_000, seed: 'a' } },
      { kind: 'photo', content: { random: 5_000, seed: 'b' } },
      { kind: 'audio', content: { random: 7_001, seed: 'c' } },
      { path: '视频/夜间巡查.mp4', content: { random: 999, seed: 'd' } },
      { path: '视频/夜间巡查.nmea', content: Buffer.from('$GPRMC,') },
      { path: '视频/empty.mp4', content: Buffer.alloc(0) },
      { path: Buffer.from([0xff, 0xfe, 0x2e, 0x6d, 0x70, 0x34]), content: { random: 20, seed: 'e' } },
      { path: 'unknown.xyz', content: Buffer.from('no media at all') },
    ],
  });
  const root = await virtual.plug(dock);
  await writeFile(path.join(dock, 'a file beside it'), 'is none of its business');
  return {
    camera: await virtual.driver.open(virtual.candidate, virtual.profile),
    files: virtual.files,
    tree: root,
    unplug: () => virtual.unplug(),
    cleanup: () => Promise.resolve(),
  };
}
