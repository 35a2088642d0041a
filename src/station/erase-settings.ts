/** What the configuration says of erasing, as the archive's side takes it. */
import type { EraseSettings } from '../archive/erase/run.js';
import type { RequiredArchive } from '../archive/judge-archived.js';
import type { Clock } from '../domain/time.js';
import type { Config } from './config.js';
import { eraseRule } from './erase-config.js';

/** @throws BwcError `bwc.config.invalid` */
export const eraseSettings = (config: Config, clock: Clock): EraseSettings => ({
  rule: eraseRule(config.erase, config.station.timezone, clock),
  archives: requiredArchives(config),
});

/** Every configured archive: what any of them lacks is not archived. A directory enforces no lock. */
export const requiredArchives = ({ archive }: Config): RequiredArchive[] =>
  archive.target.map(({ name, id }) => ({ name, archiveId: id, lock: null, witness: null }));
