/** What the configuration says of erasing, as the archive's side takes it. */
import type { EraseSettings } from '../archive/erase/run.js';
import type { Clock } from '../domain/time.js';
import type { Config } from './config.js';
import { eraseRule } from './erase-config.js';
import { requiredArchives } from './required-archives.js';

/** @throws BwcError `bwc.config.invalid` */
export const eraseSettings = (config: Config, clock: Clock): EraseSettings => ({
  rule: eraseRule(config.erase, config.station.timezone, clock),
  archives: requiredArchives(config),
});
