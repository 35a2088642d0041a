/** A clip that was cleared from the station's disk, played through the web server from a bucket. */
import { readFileSync } from 'node:fs';
import { expect, inject, it } from 'vitest';
import { originalKey } from '../../../src/archive/keys.js';
import { S3Target } from '../../../src/archive/targets/s3/s3-target.js';
import { systemClock } from '../../../src/domain/time.js';
import { fixture } from '../../ingest/media/fixtures.js';
import { clearAway, expectServed, withFilm } from '../../web/media/cleared.js';
import { codeOf } from '../../web/support.js';
import { newBucket } from '../support/bucket.js';
import { contentOf, putOptions } from '../targets/contract.js';

const FILM = readFileSync(fixture('segment-1.mp4'));

it('comes whole and in ranges, of the version that was archived, and an engine that is away is named', async () => {
  const { station, store, clip, get } = await withFilm(FILM);
  const { settings, admin } = await newBucket(inject('ceph'), 'compliance');
  const target = new S3Target(settings, systemClock);
  const key = originalKey(clip.sha256);
  const { version } = await target.put(key, contentOf(FILM), putOptions());
  const place = { name: 'bureau', archiveId: settings.archiveId, witness: null, witnessKey: null };
  station.places.push({ ...place, target });
  clearAway(store, clip, { ...place, objectVersion: version }, station.now);
  await expectServed(get, FILM, clip.sha256);

  const away = new S3Target({ ...settings, endpoint: 'http://127.0.0.1:9' }, systemClock);
  station.places.splice(0, 1, { ...place, target: away });
  for (const headers of [{}, { range: 'bytes=0-99' }]) {
    const answer = await get(headers);
    expect([answer.statusCode, codeOf(answer)]).toEqual([504, 'bwc.archive.unreachable']);
  }
  station.places.splice(0, 1, { ...place, target });
  expect((await get({ range: 'bytes=0-99' })).statusCode).toBe(206);
  for (const one of [target, away]) one.close();
  admin.destroy();
});
