/** Whether footage leaves cameras, who allowed it, and on which cameras it stayed. */
import type { EraseBarKind } from '../domain/erase.js';
import type { Clock } from '../domain/time.js';
import type { Repositories } from '../store/station-store.js';
import type { EraseState } from '../web/station-health.js';
import type { Config } from './config.js';
import { eraseRule } from './erase-config.js';

/** Of a squad, some months. */
const DOCKINGS = 500;
const MOST_TOLD = 100;
/** What ends by itself, or was never to be erased. */
const NO_MATTER: readonly (EraseBarKind | 'failed')[] = ['never', 'notAuthorised', 'noCamera', 'notArchived'];

/** @throws BwcError `bwc.config.invalid` */
export function eraseState({ erasures }: Pick<Repositories, 'erasures'>, config: Config, clock: Clock): EraseState {
  const rule = eraseRule(config.erase, config.station.timezone, clock);
  const left = erasures
    .lastRounds(DOCKINGS)
    .filter(({ tally }) => tally.why.some(({ what }) => !NO_MATTER.includes(what)));
  return { ...rule, left: left.slice(0, MOST_TOLD) };
}
