import { type Camera, encodeGbk, type ListedFile } from 'bwc-station/device';
import { createVirtualCamera, type Fault, LAYOUTS, listAll, type VirtualCamera } from 'bwc-station/device/testing';
import { describe, expect, it } from 'vitest';
import { createLantingDriver } from '../src/driver.js';
import { parseIndex } from '../src/index-file.js';
import { CLIPS, createLantingCard } from '../src/testing/card.js';
import { scratch } from './support.js';

async function docked(...faults: Fault[]): Promise<{ card: VirtualCamera; camera: Camera }> {
  const card = await createLantingCard(scratch(), { faults });
  const driver = createLantingDriver(card.io);
  expect(await driver.recognise(card.candidate)).toMatchObject({ recognised: true, profile: 'lanting-l1' });
  return { card, camera: await driver.open(card.candidate, 'lanting-l1') };
}

const clipsOf = (files: readonly ListedFile[]): ListedFile[] => files.filter((file) => file.class.as === 'clip');

describe('a Lanting L1', () => {
  it('says who recorded which clip, when, and what is locked', async () => {
    const { camera } = await docked();
    const clips = clipsOf(await listAll(camera));
    const told = clips.map(({ bytes, locked, nameFacts }) => [bytes, nameFacts?.officerNo, nameFacts?.start, locked]);
    expect(told).toEqual(CLIPS.map((c) => [c.bytes, c.officer.slice(0, 6), c.start, c.locked]));
    expect((await camera.readiness()).storage.lockedBytes).toBe(120_000);
    expect(await camera.identify()).toMatchObject({
      serial: 'LT10042',
      model: 'L1',
      unitName: '鹭江中队',
      officerNo: null,
    });
  });

  it('lists its clips without officers where the index cannot be read, and says so', async () => {
    const { camera } = await docked({ kind: 'eio', path: 'LANTING/INDEX.TXT', at: 20 });
    const files = await listAll(camera);
    expect(clipsOf(files).map((clip) => [clip.nameFacts, clip.locked])).toEqual(CLIPS.map(() => [null, null]));
    expect(files.find((file) => file.path.text === 'LANTING/INDEX.TXT')?.class).toMatchObject({ as: 'failed' });
  });

  it('is gone when it is pulled out while a clip is read', async () => {
    const { card, camera } = await docked();
    const [clip] = clipsOf(await listAll(camera));
    if (clip === undefined) throw new Error('no clip');
    const source = await camera.open(clip);
    expect(await source.read(new Uint8Array(1000), 0)).toBe(1000);
    card.pull();
    await expect(source.read(new Uint8Array(1000), 1000)).rejects.toMatchObject({ code: 'bwc.device.gone' });
    await source.close();
  });
});

describe('another camera', () => {
  it.each(LAYOUTS)('of layout %s is not taken for it', async (layout) => {
    const files = [{ content: { random: 100, seed: 'a' } }];
    const { candidate } = await createVirtualCamera({ dir: scratch(), layout, serial: 'OTHER01', files });
    expect(await createLantingDriver().recognise(candidate)).toMatchObject({ recognised: false });
  });
});

describe('the index', () => {
  it('says nothing where it is damaged', () => {
    const lines = parseIndex(
      encodeGbk(
        [
          'A.MP4;350213;陈志强;20260301080910;-',
          'A.MP4;350213;陈志强;20260301080910;L',
          'B.MP4;000000;;20260230080910;?',
          'C.MP4;350213',
          '',
        ].join('\r\n'),
      ),
    );
    expect(Object.fromEntries(lines)).toEqual({
      'A.MP4': { officerNo: '350213', officerName: '陈志强', start: '2026-03-01T08:09:10', locked: true },
      'B.MP4': { officerNo: null, officerName: null, start: null, locked: null },
    });
  });
});
