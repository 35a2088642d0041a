/** How a command reaches the station: through the daemon where one holds the directory, else by itself. */
import { userInfo } from 'node:os';
import { BwcError } from '../domain/errors.js';
import { currentHolder, type Holder } from '../store/lock.js';
import { readMarker } from '../store/marker.js';
import { dataPaths } from '../store/paths.js';
import type { StationActs, StationQueries } from '../web/api.js';
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

/**
 * Questions need no lock: the daemon answers, or the database is read beside whoever holds it. What only works without a
 * daemon is loaded when it is needed: with one, a command needs neither the database nor the rules, and is there at once.
 */
export async function withQueries<T>(dataDir: string, ask: (queries: StationQueries) => Promise<T>): Promise<T> {
  const client = daemonAt(dataDir);
  if (client !== undefined) return ask(client.queries);
  const { readBeside } = await import('./read-beside.js');
  return readBeside(dataDir, ask);
}

/** Acts go through the daemon; without one the command takes the directory for itself while it works. */
export async function withStation<T>(
  dataDir: string,
  role: string,
  act: (station: StationActs & { readonly queries: StationQueries }) => Promise<T>,
): Promise<T> {
  const client = daemonAt(dataDir);
  if (client !== undefined) return act(client);
  const { actAlone } = await import('./act-alone.js');
  return actAlone(dataDir, role, whoAmI(), act);
}

/** @throws BwcError `bwc.daemon.unreachable` when none runs */
export function withDaemon<T>(dataDir: string, act: (daemon: StationClient) => Promise<T>): Promise<T> {
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
