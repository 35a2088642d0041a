/** Fetches the newest backup that holds, and puts its database in its place: from then on a restore goes on with that one. */
import { existsSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { BackupDamaged } from '../../archive/backup/fetch-pieces.js';
import type { OwnFiles } from '../../archive/backup/own-files.js';
import { newUlid } from '../../domain/ids.js';
import type { DataPaths } from '../../store/paths.js';
import { fetchDatabase, fetchFiles, type ChosenManifest } from './choose-backup.js';
import { placeDatabase } from './lay-out.js';
import { noBackup, openable, type Rejected, type Surroundings } from './look-around.js';
import { mustBeTheOnlyOne, mustHoldWhatWasSeen } from './may-go-on.js';
import type { RestoreOptions } from './options.js';
import { planOf, type RestorePlan } from './plan.js';
import { keepRestoreState, readRestoreState, type RestoreState } from './restore-state.js';
import { mustHaveRoom } from './room.js';

export interface BroughtBack {
  readonly chosen: ChosenManifest;
  readonly plan: RestorePlan;
  readonly files: OwnFiles;
  readonly state: RestoreState;
}

export async function bringBack(options: RestoreOptions, around: Surroundings, paths: DataPaths): Promise<BroughtBack> {
  const before = readRestoreState(paths.root);
  const placed = existsSync(paths.database);
  const rejected: Rejected[] = [];
  for await (const chosen of openable(options, around, rejected)) {
    if (placed && chosen.manifestSha256 !== before?.manifestSha256) continue;
    const plan = await planOf(options, around, chosen, rejected);
    try {
      if (placed && before !== undefined)
        return { chosen, plan, files: await fetchFiles(options, chosen), state: before };
      await mustBeTheOnlyOne(options, around, plan);
      mustHaveRoom(plan.room);
      const state = stateOf(options, around, chosen, readRestoreState(paths.root));
      await keepRestoreState(paths.root, state);
      const fetched = join(paths.root, 'restore.db');
      await fetchDatabase(options, chosen, fetched, around.witnessed);
      const files = await fetchFiles(options, chosen);
      mustHoldWhatWasSeen(options, plan);
      await placeDatabase(paths, fetched);
      return { chosen, plan, files, state };
    } catch (error) {
      if (!(error instanceof BackupDamaged)) throw error;
      rejected.push({ backup: chosen.manifest.seq, reason: error.message });
    }
  }
  throw noBackup(around.station, rejected);
}

/** Its ids are made once, and stay while it goes on. */
function stateOf(
  { asSuccessor }: RestoreOptions,
  { station }: Surroundings,
  { manifest, manifestSha256 }: ChosenManifest,
  before: RestoreState | undefined,
): RestoreState {
  const meant = before !== undefined && (before.continues !== station) === asSuccessor;
  const own = asSuccessor ? `st-${randomBytes(5).toString('hex')}` : station;
  const continues = meant ? before.continues : own;
  return { id: before?.id ?? newUlid(), station, backup: manifest.seq, manifestSha256, continues };
}
