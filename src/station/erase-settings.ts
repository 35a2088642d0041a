/** What the configuration says of erasing, as the archive's side takes it. */
import { planErase } from '../archive/erase/plan.js';
import type { EraseSettings } from '../archive/erase/run.js';
import type { ErasePlan } from '../domain/erase.js';
import { toInstant, type Clock } from '../domain/time.js';
import type { Repositories } from '../store/station-store.js';
import type { StationStatus } from '../web/status.js';
import type { Config } from './config.js';
import { eraseRule } from './erase-config.js';
import { requiredArchives } from './required-archives.js';

/** @throws BwcError `bwc.config.invalid` */
export const eraseSettings = (config: Config, clock: Clock): EraseSettings => ({
  rule: eraseRule(config.erase, config.station.timezone, clock),
  archives: requiredArchives(config),
});

/** So many files of a card are told of. */
const MOST_PLANNED = 2_000;

/** What would be taken off each camera in the dock, by what its visit listed. */
export function erasePlans(
  store: Repositories,
  config: Config,
  clock: Clock,
  docked: StationStatus['docked'],
): ErasePlan[] {
  const settings = eraseSettings(config, clock);
  const now = toInstant(clock.now());
  const { policy, authorised } = settings.rule;
  return docked.flatMap(({ slot, visit }) => {
    if (visit === null || visit.listedAt === null) return [];
    const { id, camera } = visit;
    return [{ slot, visit: id, camera, policy, authorised, ...planErase(store, id, settings, now, MOST_PLANNED) }];
  });
}
