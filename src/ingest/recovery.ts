/**
 * What a start does about a station that ended without warning: nothing that was acknowledged is touched, nothing that
 * was published is deleted, and whatever is found is on record.
 */
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Logger } from 'pino';
import { errnoOf, messageOf } from '../domain/errors.js';
import { toInstant, type Clock } from '../domain/time.js';
import type { StationStore } from '../store/station-store.js';
import { BufferPool } from '../store/reading/buffers.js';
import { discardPart, readIncoming } from './visit/parked.js';
import { readBack } from '../store/reading/read-back.js';

export async function recover(store: StationStore, clock: Clock, log: Logger): Promise<void> {
  finishInit(store);
  await discardLeftovers(store, log);
  await adoptUnrecorded(store, clock, log);
  interruptOpenVisits(store);
}

/** A power cut between an init's marker and its first entry leaves a station whose log does not say that it began. */
function finishInit(store: StationStore): void {
  if (store.log.head().size > 0) return;
  const { stationId, format } = store.marker;
  store.transaction(() => store.log.append('station.initialised', { stationId, format }));
}

/** Parts without a note hold nothing that was acknowledged, and their source is still on the camera. */
async function discardLeftovers(store: StationStore, log: Logger): Promise<void> {
  const { leftovers } = await readIncoming(store.paths.incoming);
  for (const path of leftovers) {
    // A child of the process that died may be removing its part at this very moment.
    const bytes = await stat(path).then(
      (s) => s.size,
      () => null,
    );
    if (bytes === null) continue;
    await discardPart(path);
    store.transaction(() => store.log.append('staging.discarded', { file: basename(path), bytes }));
    log.warn({ file: basename(path), bytes }, 'an unfinished part was discarded');
  }
}

/**
 * A crash between publishing and recording leaves an original without a row. Only the newest day folders can hold one;
 * `bwc verify` looks everywhere. It is kept, hashed and put on record; its clip follows when its camera is docked again.
 */
async function adoptUnrecorded(store: StationStore, clock: Clock, log: Logger): Promise<void> {
  const pool = new BufferPool();
  const newest = store.originals.newestDayFolder() ?? '';
  for (const folder of await dayFolders(store)) {
    if (folder < newest) continue;
    for (const name of await readdir(join(store.paths.root, folder))) {
      const storedPath = `${folder}/${name}`;
      if (store.originals.atPath(storedPath) !== undefined) continue;
      const found = await readBack(join(store.paths.root, storedPath), false, pool).catch(messageOf);
      if (typeof found === 'string') {
        store.raiseAlarm('store.finding', storedPath, { finding: 'unreadable', reason: found });
        continue;
      }
      const named = name.split('.')[0];
      if (named !== found.sha256 || store.originals.get(found.sha256) !== undefined) {
        store.raiseAlarm('store.finding', storedPath, {
          finding: 'unexpected',
          sha256: found.sha256,
          bytes: found.bytes,
        });
        continue;
      }
      const { sha256, bytes, method } = found;
      store.transaction(() => {
        store.originals.insert({
          sha256,
          bytes,
          sm3: null,
          storedPath,
          storedAt: toInstant(clock.now()),
          readBack: method,
          recovered: true,
        });
        store.log.append('original.recovered', { sha256, bytes, storedPath, readBack: method });
        store.raiseAlarm('store.orphan_original', sha256, { storedPath, bytes });
      });
      log.warn({ storedPath, sha256 }, 'an original that was published but not recorded was put on record');
    }
  }
}

function interruptOpenVisits(store: StationStore): void {
  for (const visit of store.visits.unfinished()) {
    if (visit.state !== 'open') continue;
    store.transaction(() => {
      store.visits.setState(visit.id, 'interrupted', 'the station ended unexpectedly');
      store.log.append('visit.interrupted', { reason: 'the station ended unexpectedly' }, { visitId: visit.id });
    });
  }
}

/** `originals/2026/11/21` and so on, oldest first. */
async function dayFolders(store: StationStore): Promise<string[]> {
  let level = ['originals'];
  for (let depth = 0; depth < 3; depth += 1) {
    const next: string[] = [];
    for (const folder of level) next.push(...(await foldersIn(store.paths.root, folder)));
    level = next;
  }
  return level.sort();
}

async function foldersIn(root: string, folder: string): Promise<string[]> {
  try {
    const entries = await readdir(join(root, folder), { withFileTypes: true });
    return entries.filter((e) => e.isDirectory()).map((e) => `${folder}/${e.name}`);
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  }
}
