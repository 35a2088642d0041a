/** How a command reaches the station: through the daemon where one holds the directory, else by itself. */
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { pino } from 'pino';
import { BwcError } from '../domain/errors.js';
import { systemClock } from '../domain/time.js';
import { type Config, loadConfig, parseConfig } from '../station/config.js';
import { stationQueries } from '../station/queries.js';
import { loadRules } from '../station/rules.js';
import { Station } from '../station/station.js';
import { currentHolder, type Holder } from '../store/lock.js';
import { dataPaths } from '../store/paths.js';
import { openStationReader, readMarker } from '../store/station-store.js';
import type { DaemonActs, StationActs, StationQueries } from '../web/api.js';
import { connectStation, type StationClient } from '../web/client.js';

/** The login that custody entries name. */
export const whoAmI = (): string => {
  try {
    return userInfo().username;
  } catch {
    // A uid without a passwd entry, as in some containers.
    return `uid ${String(process.getuid?.() ?? 'unknown')}`;
  }
};

/** How cameras are looked for: as this station is configured, or, where there is none yet, as a new one would be. */
export function camerasConfig(dataDir: string): Config['cameras'] {
  const paths = dataPaths(dataDir);
  return (existsSync(paths.config) ? loadConfig(paths) : parseConfig('[station]', 'defaults')).cameras;
}

/** Questions need no lock: the daemon answers, or the database is read beside whoever holds it. */
export async function withQueries<T>(dataDir: string, ask: (queries: StationQueries) => Promise<T>): Promise<T> {
  const client = daemonAt(dataDir);
  if (client !== undefined) return ask(client.queries);
  const reader = openStationReader(dataPaths(dataDir));
  try {
    const config = loadConfig(reader.paths);
    return await ask(stationQueries(reader, config, loadRules(config), systemClock));
  } finally {
    reader.close();
  }
}

/** Acts go through the daemon; without one the command takes the directory for itself while it works. */
export async function withStation<T>(
  dataDir: string,
  role: string,
  act: (station: StationActs & { readonly queries: StationQueries }) => Promise<T>,
): Promise<T> {
  const client = daemonAt(dataDir);
  if (client !== undefined) return act(client);
  const log = pino({ level: process.env['BWC_LOG'] ?? 'fatal' }, pino.destination({ dest: 2, sync: true }));
  const station = await Station.open({ dataDir, role, actor: `cli:${whoAmI()}`, clock: systemClock, log });
  const stop = (): void => {
    void station.stop();
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  try {
    return await act(station);
  } finally {
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
    await station.stop();
  }
}

/** @throws BwcError `bwc.daemon.unreachable` when none runs */
export function withDaemon<T>(dataDir: string, act: (daemon: DaemonActs) => Promise<T>): Promise<T> {
  const client = daemonAt(dataDir);
  if (client === undefined) throw new BwcError('bwc.daemon.unreachable', `no daemon runs on ${dataDir}`, { dataDir });
  return act(client);
}

export function daemonHolder(dataDir: string): Holder | undefined {
  const paths = dataPaths(dataDir);
  readMarker(paths);
  const holder = currentHolder(paths.root);
  return holder?.role === 'daemon' ? holder : undefined;
}

function daemonAt(dataDir: string): StationClient | undefined {
  const holder = daemonHolder(dataDir);
  return holder?.socket == null ? undefined : connectStation(holder.socket);
}
