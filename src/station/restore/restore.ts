/**
 * Rebuilds a station from its archives alone, on a machine that has nothing of it. What cannot be rebuilt is named; nothing
 * at the archives is changed but for one statement that this station goes on here. Cut off at any moment, the same call
 * goes on; the directory is no station before all of it is in place.
 */
import { createPrivateKey, type KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { stateRestore } from '../../archive/backup/restores.js';
import { toInstant } from '../../domain/time.js';
import { publicKeyOf } from '../../store/custody/clip-proof.js';
import { openWriter } from '../../store/database.js';
import { createFileDurable, makeDirectoryDurable } from '../../store/durable.js';
import { takeWriterLock } from '../../store/lock.js';
import type { StationMarker } from '../../store/marker.js';
import { dataPaths, type DataPaths } from '../../store/paths.js';
import { openStationReader, openStationStore } from '../../store/station-store.js';
import { bringBack, type BroughtBack } from './bring-back.js';
import { comeBack } from './come-back.js';
import { fetchOriginals, type FetchedOriginals } from './fetch-originals.js';
import { laterRecords, type LaterRecord } from './later-records.js';
import { layOutFiles, layOutGuard, markerOf, type Outside } from './lay-out.js';
import { lookAround, type Surroundings } from './look-around.js';
import { mustBeFree } from './may-go-on.js';
import type { RestoreOptions } from './options.js';
import type { RestorePlan } from './plan.js';
import { proveRestored, type Proof } from './prove.js';
import { leaveAtArchive } from './stay-at-archive.js';
import { succeed } from './succeed.js';

export interface RestoreResult extends RestorePlan {
  /** Under which id it goes on. */
  readonly continues: string;
  readonly originals: FetchedOriginals;
  readonly later: readonly LaterRecord[];
  readonly outside: readonly Outside[];
  readonly proof: Proof;
}

/** @throws BwcError */
export async function restore(options: RestoreOptions): Promise<RestoreResult> {
  const paths = dataPaths(options.dataDir);
  const around = await lookAround(options);
  await mustBeFree(options, around.station);
  await makeDirectoryDurable(paths.root, 0o750);
  const lock = takeWriterLock(paths.root, 'restore', null, options.clock);
  try {
    const brought = await bringBack(options, around, paths);
    const { chosen, files, state, plan } = brought;
    const marker = markerOf(files, state.continues, toInstant(options.clock.now()));
    const same = state.continues === around.station;
    const outside = await layOutFiles(paths, files, !same);
    if (same) await layOutGuard(paths, chosen);
    // The schema of an older backup is brought up to date.
    openWriter(paths.database).close();
    const { originals, later } = await takeIn(options, paths, around, marker, chosen.manifest.originals);
    if (!same) await succeed(paths, marker, around);
    await goOn(options, around, paths, brought, marker, { originals, later });
    if (!existsSync(paths.marker)) await createFileDurable(paths.marker, `${JSON.stringify(marker)}\n`, 0o644);
    const proof = await proveRestored(paths, chosen.manifest, options);
    await rm(join(paths.root, 'restore.json'), { force: true });
    return { ...plan, continues: state.continues, originals, later, outside, proof };
  } finally {
    lock.release();
  }
}

interface TakenIn {
  readonly originals: FetchedOriginals;
  readonly later: readonly LaterRecord[];
}

/** Under the name it had: that is what the archives know it by. */
async function takeIn(
  options: RestoreOptions,
  paths: DataPaths,
  { station }: Surroundings,
  marker: StationMarker,
  all: { readonly files: number; readonly bytes: number },
): Promise<TakenIn> {
  const reader = openStationReader(paths, { ...marker, stationId: station });
  try {
    const originals = await fetchOriginals(options, reader, all);
    const later: LaterRecord[] = [];
    for await (const record of laterRecords(options.places, reader)) later.push(record);
    return { originals, later };
  } finally {
    reader.close();
  }
}

/** Says at the archives that the station goes on here, and in its log where it came from. */
async function goOn(
  { places, originals, clock, actor, signal }: RestoreOptions,
  { station, publicKey, backups }: Surroundings,
  paths: DataPaths,
  { chosen, plan, files, state }: BroughtBack,
  marker: StationMarker,
  taken: TakenIn,
): Promise<void> {
  const { manifest, manifestSha256 } = chosen;
  const now = toInstant(clock.now());
  const statement = {
    ...{ schema: 'bwc.restored/1' as const, station, backup: manifest.seq, manifestSha256 },
    ...{ logSize: manifest.log.size, at: now, id: state.id },
    continues: { station: state.continues, publicKey: publicKeyOf(paths) },
  };
  for (const { target } of places) await stateRestore(target, statement, oldKey(files), publicKey, signal);
  const store = openStationStore(paths, { clock, actor, clockSynchronised: () => null }, marker);
  try {
    comeBack(store, {
      ...{ id: state.id, chosen, witnessed: plan.witnessed, ...taken, by: actor, now: () => now },
      archives: places.map((p) => p.archiveId),
      highest: backups[0]?.seq ?? manifest.seq,
      former: state.continues === station ? null : station,
    });
    if (originals === 'needed') leaveAtArchive(store, places, actor, now);
    await store.signer.sign();
  } finally {
    store.close();
  }
}

/** What is said in the old station's name is signed with its key, which lies in the backup. */
function oldKey({ files }: BroughtBack['files']): KeyObject {
  const found = files.find(({ path }) => path === 'station.key');
  return createPrivateKey(Buffer.from(found?.data ?? '', 'base64'));
}
