/** What `bwc verify` finds bars a clip, with and without a daemon, until it is mended and verified again. */
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { QuestionOutput } from '../../../src/records/index.js';
import { bwcJson } from '../support/bwc.js';
import { folderOf, media } from '../support/cards.js';
import { startDaemon } from '../support/daemon.js';
import { clipsOf, eventsOf, ingest, newStation, verify } from '../support/station.js';

it('a clip whose original was altered does not go to the archive, until a later verify takes that back', async () => {
  const { data, dir } = await newStation();
  await ingest(data, folderOf(dir, { 'VIDEO/20240301_080000.MP4': media('segment-1.mp4') }));
  const [clip] = await clipsOf(data);
  if (clip === undefined) throw new Error('no clip was stored');
  const file = join(data, clip.storedPath);
  const before = readFileSync(file);
  const gate = async (): Promise<string[]> => {
    const found = await bwcJson<QuestionOutput<'gate.clip'>>(['gate', clip.id, '--data', data], 1);
    return found.missing.map((m) => m.what).filter((what) => what === 'altered');
  };
  chmodSync(file, 0o640);
  writeFileSync(file, Buffer.alloc(before.length));
  await verify(data, 4);
  expect(await gate()).toEqual(['altered']);
  const daemon = await startDaemon(data);
  await verify(data, 4);
  expect(await eventsOf(data, '--kind', 'finding.recorded')).toHaveLength(1);
  writeFileSync(file, before);
  await verify(data);
  expect(await gate()).toEqual([]);
  expect(await eventsOf(data, '--kind', 'finding.settled')).toMatchObject([{ clipId: clip.id }]);
  await daemon.stop();
});
