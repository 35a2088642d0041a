/** Whether a station may go on from a backup under its own name: nobody else may have, and no archive may have seen more. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { restoresAt, superseded } from '../../archive/backup/restores.js';
import { BwcError, errnoOf } from '../../domain/errors.js';
import { dataPaths } from '../../store/paths.js';
import type { RestorePlan } from './plan.js';
import { reasonsOf, type Surroundings } from './look-around.js';
import type { RestoreOptions } from './options.js';
import { readRestoreState } from './restore-state.js';

/** Of a backup that was found whole: nothing newer can be had. @throws BwcError `bwc.restore.witnessed` */
export function mustHoldWhatWasSeen({ asSuccessor }: RestoreOptions, plan: RestorePlan): void {
  const { backup, logSize, witnessed, rejected } = plan;
  if (witnessed <= logSize || asSuccessor) return;
  const why = rejected.length === 0 ? '' : `; ${reasonsOf(rejected)}`;
  throw new BwcError(
    'bwc.restore.witnessed',
    `backup ${String(backup)} holds ${String(logSize)} entries, ${String(witnessed)} were witnessed${why}`,
    { backup, logSize, witnessed },
  );
}

/**
 * Somebody who was restored from this backup, or a later one, goes on elsewhere, unless it is known to be gone as well.
 * @throws BwcError `bwc.archive.superseded`
 */
export async function mustBeTheOnlyOne(
  { places, dataDir, again }: RestoreOptions,
  { station, publicKey }: Surroundings,
  { backup }: RestorePlan,
): Promise<void> {
  if (again) return;
  const own = readRestoreState(dataDir)?.id;
  for (const { target } of places)
    for (const { key, statement } of await restoresAt(target, station, publicKey))
      if (statement !== null && statement.id !== own && statement.backup >= backup) throw superseded(station, key);
}

/** Left by one that was killed before it had noted down what it is about. */
const BEFORE_IT_BEGAN = ['writer.lock', 'writer.lock-journal', 'holder.json', 'restore.json.new'];

/** Empty, or with a restore of the same in it. @throws BwcError `bwc.restore.not_empty`, `bwc.restore.other` */
export async function mustBeFree({ dataDir, asSuccessor }: RestoreOptions, station: string): Promise<void> {
  const before = readRestoreState(dataDir);
  if (before !== undefined) {
    const placed = existsSync(dataPaths(dataDir).database);
    if (before.station === station && (!placed || (before.continues !== station) === asSuccessor)) return;
    throw new BwcError('bwc.restore.other', `${dataDir} holds an unfinished restore of ${before.station}`, {
      dataDir,
      station: before.station,
    });
  }
  const names = await readdir(dataDir).catch((error: unknown) => {
    if (errnoOf(error) === 'ENOENT') return [];
    throw error;
  });
  const other = names.find((name) => !BEFORE_IT_BEGAN.includes(name));
  if (other !== undefined)
    throw new BwcError('bwc.restore.not_empty', `${dataDir} holds ${other}`, { dataDir, holds: other });
}
