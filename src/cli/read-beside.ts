/** The station as a command reads it without a daemon, beside whoever holds it. Without what only works on it: that takes as long again to load. */
import { systemClock } from '../domain/time.js';
import { loadConfig } from '../station/config.js';
import { stationQueries } from '../station/queries.js';
import { loadRules } from '../station/rules.js';
import { dataPaths } from '../store/paths.js';
import { openStationReader } from '../store/station-store.js';
import type { StationQueries } from '../web/api.js';

export async function readBeside<T>(dataDir: string, ask: (queries: StationQueries) => Promise<T>): Promise<T> {
  const reader = openStationReader(dataPaths(dataDir));
  try {
    const config = loadConfig(reader.paths);
    return await ask(stationQueries(reader, config, loadRules(config), systemClock));
  } finally {
    reader.close();
  }
}
