/** Real mounts of real images: what tells two cards apart where there is no udev. */
import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { scanVolumes } from '../../../src/device/volume/scan.js';
import { tempFolder } from '../support.js';

const sh = (...[command = '', ...args]: string[]): string => execFileSync(command, args, { encoding: 'utf8' });
const mounted: string[] = [];

afterEach(() => {
  for (const at of mounted.splice(0)) sh('umount', at);
});

async function mountNewCard(dir: string, name: string, uuid: string): Promise<string> {
  const image = path.join(dir, `${name}.img`);
  const at = path.join(dir, 'dock', name);
  await mkdir(at, { recursive: true });
  sh('truncate', '-s', '8M', image);
  sh('mkfs.ext4', '-q', '-U', uuid, '-L', name, image);
  sh('mount', '-o', 'loop,ro', image, at);
  mounted.push(at);
  return at;
}

describe('cards on a machine without udev', () => {
  it('are told apart by the UUID of their file system, and named by its label', async () => {
    const dir = await tempFolder();
    const uuids = ['11111111-2222-3333-4444-555555555555', '66666666-7777-8888-9999-aaaaaaaaaaaa'];
    await mountNewCard(dir, 'CAM01', uuids[0] ?? '');
    await mountNewCard(dir, 'CAM02', uuids[1] ?? '');
    const found = await scanVolumes({ roots: [path.join(dir, 'dock')], devRoot: '/nowhere' });
    expect(found.map((c) => [c.label, c.mediumHint])).toEqual([
      ['CAM01', `fs-uuid:${uuids[0] ?? ''}`],
      ['CAM02', `fs-uuid:${uuids[1] ?? ''}`],
    ]);
  });

  it('are not mixed up when one takes the place of the other', async () => {
    const dir = await tempFolder();
    const roots = [path.join(dir, 'dock')];
    const at = await mountNewCard(dir, 'CAM01', '11111111-2222-3333-4444-555555555555');
    await scanVolumes({ roots, devRoot: '/nowhere' });
    sh('umount', at);
    mounted.pop();
    await mountNewCard(dir, 'CAM01', '66666666-7777-8888-9999-aaaaaaaaaaaa');
    const [card] = await scanVolumes({ roots, devRoot: '/nowhere' });
    expect(card?.mediumHint).toBe('fs-uuid:66666666-7777-8888-9999-aaaaaaaaaaaa');
  });
});
