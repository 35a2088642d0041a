/** Sync into a bucket as the configuration describes it: what lies there, and what becomes of it when something is wrong. */
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as s3 from '@aws-sdk/client-s3';
import { expect, it } from 'vitest';
import { originalKey } from '../../../src/archive/keys.js';
import { auditCheckpoints } from '../../../src/archive/witness/audit.js';
import { systemClock } from '../../../src/domain/time.js';
import { openPlaces } from '../../../src/station/archive-places.js';
import { configText, parseConfig } from '../../../src/station/config.js';
import { initArchive } from '../../../src/station/init-archive.js';
import { loadPublicKey } from '../../../src/store/custody/key.js';
import { originOf } from '../../../src/store/station-store.js';
import { ordinaryClip } from '../../records/disposal/support.js';
import { OnRecord } from '../../records/support.js';
import { tempFolder } from '../../store/support.js';
import { newBucket } from '../support/bucket.js';
import { killCeph, restartCeph } from '../support/ceph.js';
import { ownCeph } from '../support/own-engines.js';
import { TestSync } from '../sync/support.js';

const ceph = await ownCeph();

async function syncing() {
  const bucket = await newBucket(ceph, 'compliance');
  const keyFile = join(await tempFolder(), '密钥');
  const { accessKeyId, secretAccessKey } = bucket.settings.access();
  writeFileSync(keyFile, `access_key_id = ${accessKeyId}\nsecret_access_key = ${secretAccessKey}\n`, { mode: 0o600 });
  const { endpoint, region, addressing, bucket: name } = bucket.settings;
  const reach = { endpoint, region, addressing, bucket: name, lock: 'compliance' as const, ca: null };
  const made = await initArchive({ ...reach, credentials: { file: keyFile } }, systemClock);
  expect(made.archiveId).toBe(bucket.settings.archiveId);
  expect(made.config).not.toContain(secretAccessKey);
  const config = parseConfig(`${configText('思明中队', '一号站', [], [])}\n${made.config}\n`, '/data/config.toml');
  const station = await OnRecord.open();
  const clips = [await ordinaryClip(station), await ordinaryClip(station), await ordinaryClip(station)];
  const [place] = openPlaces(config, systemClock);
  if (place === undefined) throw new Error('an archive was expected');
  const sync = new TestSync(station, place.target, place.name, place.witness);
  sync.now = systemClock.now();

  const keyOf = (clip: string): string => originalKey(station.store.clips.get(clip)?.sha256 ?? '');
  const states = (of: readonly string[]): string[] => sync.orders(of).map(({ kind, state }) => `${kind} ${state}`);
  const alarms = (): unknown[] => station.store.alarms.open().map(({ kind, details }) => [kind, details['code']]);
  /** As the bucket's administrator sees them. */
  async function versions(Prefix: string): Promise<s3.ObjectVersion[]> {
    const asked = new s3.ListObjectVersionsCommand({ Bucket: bucket.settings.bucket, Prefix });
    return (await bucket.admin.send(asked)).Versions ?? [];
  }
  const holdOn = async (Key: string): Promise<string | undefined> =>
    (await bucket.admin.send(new s3.GetObjectLegalHoldCommand({ Bucket: bucket.settings.bucket, Key }))).LegalHold
      ?.Status;
  /** More often than it takes until the alarm is told. */
  async function failing(): Promise<void> {
    for (let i = 0; i < 4; i += 1) {
      sync.runner.hurry();
      await sync.run();
    }
  }
  return { bucket, keyFile, station, clips, place, sync, keyOf, states, alarms, versions, holdOn, failing };
}

type Syncing = Awaited<ReturnType<typeof syncing>>;

/** It ends, after the engine was killed and the process begun anew, with everything there once, locked and on record once. */
async function killed({
  station,
  clips,
  place,
  sync,
  bucket,
  keyOf,
  states,
  alarms,
  versions,
  failing,
}: Syncing): Promise<void> {
  const put = place.target.put.bind(place.target);
  let puts = 0;
  /** The engine died over them: it may keep what it had taken, under the name, before it could say so. */
  const cutOff = new Set<string>();
  place.target.put = async (...args) => {
    puts += 1;
    const nth = puts;
    if (nth > 3) return put(...args);
    const [key] = args;
    cutOff.add(key);
    const result = await put(...args);
    cutOff.delete(key);
    if (nth === 3) killCeph(ceph);
    return result;
  };
  await failing();
  expect(alarms()).toEqual([['archive.unreachable', 'bwc.archive.unreachable']]);
  place.target.put = put;
  await restartCeph(ceph);
  sync.restart();
  await sync.run();
  expect(alarms()).toEqual([]);
  expect(states(clips)).toEqual(clips.flatMap(() => ['original done', 'record done']));
  for (const clip of clips) {
    const key = keyOf(clip);
    const [only, ...others] = await versions(key);
    expect(others.filter(({ ETag }) => !cutOff.has(key) || ETag !== only?.ETag)).toEqual([]);
    const taking = { Bucket: bucket.settings.bucket, Key: key, VersionId: only?.VersionId };
    await expect(bucket.admin.send(new s3.DeleteObjectCommand(taking))).rejects.toMatchObject({ name: 'AccessDenied' });
    expect(sync.kinds(clip).filter((kind) => kind.endsWith('.archived'))).toEqual(['clip.archived', 'record.archived']);
    const [entry] = station.store.custody.list({ clip, kind: 'clip.archived', limit: 9, newestFirst: true });
    expect(entry?.body).toMatchObject({
      objectVersion: only?.VersionId,
      enforcement: 'compliance',
      readBack: 'remote',
    });
  }
  expect(await versions('records/')).toHaveLength(clips.length);
  expect(station.store.archiveProbes.latest(place.name)).toMatchObject({ mayArchive: true, enforcement: 'compliance' });
  const { marker, paths } = station.store;
  const known = { origin: originOf(marker), publicKey: loadPublicKey(paths) };
  const audit = auditCheckpoints(known, (await place.witness?.all(marker.stationId)) ?? []);
  expect([audit.findings, audit.proven !== null]).toEqual([[], true]);
}

/** It lets labels and holds follow to the engine. */
async function follow({ station, clips, sync, keyOf, versions, holdOn, bucket }: Syncing): Promise<void> {
  const [clip = ''] = clips;
  station.do('label.put', { clips: [clip], fields: { party: '更正商店' } });
  const { hold } = station.do('hold.place', { subject: { kind: 'clip', id: clip }, reason: '行政诉讼' });
  await sync.run();
  expect(await holdOn(keyOf(clip))).toBe('ON');
  expect((await versions(`records/${station.store.marker.stationId}/${clip}/`)).map((v) => v.Key?.slice(-9))).toEqual([
    '0001.json',
    '0002.json',
  ]);
  station.do('hold.askRelease', { hold: hold.id, reason: '结案' });
  station.do('hold.consent', { hold: hold.id }, 'li');
  const visit = station.store.clips.get(clip)?.visit ?? '';
  station.store.transaction(() => {
    station.store.visits.close(visit, 'complete', null, '2026-03-03T02:30:00.000Z');
  });
  await sync.run();
  expect(await holdOn(keyOf(clip))).toBe('OFF');
  const bag = await versions(`bags/${station.store.marker.stationId}/${visit}/0001/`);
  expect(bag.map((v) => v.Key?.split('/').at(-1))).toContain('tagmanifest-sha256.txt');
  expect(station.store.bags.lastBuilt('bureau', visit)?.files).toBe(bag.length);
  for (const { Key, VersionId } of bag) {
    const taking = new s3.DeleteObjectCommand({ Bucket: bucket.settings.bucket, Key, VersionId });
    await expect(bucket.admin.send(taking)).rejects.toMatchObject({ name: 'AccessDenied' });
  }
}

/** A key that others can read, and an emptied bucket, are told; nothing is lost, and nothing is called archived. */
async function told({
  station,
  keyFile,
  place,
  sync,
  bucket,
  keyOf,
  states,
  alarms,
  versions,
  failing,
}: Syncing): Promise<void> {
  const clip = await ordinaryClip(station);
  const mustWait = async (code: string): Promise<void> => {
    sync.restart();
    await failing();
    expect(alarms()).toEqual([['archive.unreachable', code]]);
    expect(states([clip])).toEqual(['original queued', 'record queued']);
    expect(sync.kinds(clip).filter((kind) => kind.endsWith('.archived'))).toEqual([]);
  };
  chmodSync(keyFile, 0o644);
  // The engine withdrew the key, somebody put another one there and forgot its mode.
  place.target.close();
  await mustWait('bwc.archive.key_file');
  chmodSync(keyFile, 0o600);
  const marker = { Bucket: bucket.settings.bucket, Key: '.bwc-archive.json' };
  const { VersionId } = await bucket.admin.send(new s3.DeleteObjectCommand(marker));
  await mustWait('bwc.archive.vanished');
  expect(await versions(keyOf(clip))).toEqual([]);
  await bucket.admin.send(new s3.DeleteObjectCommand({ ...marker, VersionId }));
  sync.runner.hurry();
  await sync.run();
  expect(states([clip])).toEqual(['original done', 'record done']);
  expect(alarms()).toEqual([]);
}

it('archives into a bucket, each thing once and locked, whatever is killed, changed, exposed or emptied', async () => {
  const made = await syncing();
  await killed(made);
  await follow(made);
  await told(made);
  made.place.target.close();
  made.bucket.admin.destroy();
}, 300_000);
