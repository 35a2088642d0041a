/** A card that shows while the visit goes on is read in that visit, after the files that were there. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { VisitTally } from '../../src/domain/clip.js';
import { scratch } from './support/bwc.js';
import { clipsOf, eventsOf, ingest, newStation, verify } from './support/station.js';

const DIST = fileURLToPath(new URL('../../dist/device/', import.meta.url));

/** A folder `LATE` stands for an MTP camera whose second storage shows when everything else is stored. */
const DRIVER = `
import { createMtpDriver, wrapCamera } from '${DIST}index.js';
import { createVirtualMtpCamera } from '${DIST}testing/index.js';

export const driver = {
  id: 'late',
  recognise: async ({ label }) => label === 'LATE'
    ? { recognised: true, profile: 'mtp-generic', because: 'its name', specificity: 500 }
    : { recognised: false, reason: 'another' },
  open: async () => {
    const virtual = createVirtualMtpCamera({ storages: [{ entries: [{ path: 'DCIM/A.MP4', size: 5000 }] }] });
    const camera = await createMtpDriver({ host: virtual, timing: virtual.timing }).open(virtual.candidate, 'mtp-generic');
    const entries = [{ path: 'B.MP4', size: 7000 }, { path: 'B.NMEA', size: 30 }];
    let slots = 1;
    return wrapCamera(camera, {
      appeared: async () => {
        if (slots-- > 0) virtual.store.addStorage({ description: 'CARD', entries });
        return camera.appeared();
      },
    });
  },
};
`;

it('is listed, stored and on record as the second look of the visit', async () => {
  const dir = scratch();
  const module = join(dir, 'late.mjs');
  writeFileSync(module, DRIVER);
  const station = await newStation({ extra_drivers: JSON.stringify([module]) });
  mkdirSync(join(dir, 'LATE'));
  const { visit } = await ingest(station.data, join(dir, 'LATE'));
  expect(visit).toMatchObject({
    outcome: 'complete',
    safeToRemove: true,
    tally: { onCamera: 2, stored: 2, sidecars: 1, failed: 0, waiting: 0 },
  });
  const clips = await clipsOf(station.data);
  expect(clips.map(({ sourcePath, bytes }) => [sourcePath, bytes]).sort()).toEqual([
    ['CARD/B.MP4', 7000],
    ['DCIM/A.MP4', 5000],
  ]);
  const listed = await eventsOf(station.data, '--visit', visit.id, '--kind', 'visit.listed');
  const looks = new Map(listed.map(({ body }) => [body['again'] === true, body['tally'] as unknown as VisitTally]));
  expect([looks.get(false)?.onCamera, looks.get(true)?.onCamera]).toEqual([1, 2]);
  expect((await verify(station.data)).findings).toEqual([]);
});
