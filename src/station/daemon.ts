/** Running the daemon: open the station, serve the control socket, watch the dock, stop in reverse order. */
import type { FastifyInstance } from 'fastify';
import { pino, type Logger } from 'pino';
import { monotonicMs, systemClock } from '../domain/time.js';
import { dataPaths } from '../store/paths.js';
import { readMarker } from '../store/marker.js';
import { listenOnSocket } from '../web/listen.js';
import { buildServer } from '../web/server.js';
import { loadConfig } from './config.js';
import { Station } from './station.js';

export interface Daemon {
  readonly station: Station;
  readonly socket: string;
  /** From the call to serving, milliseconds. */
  readonly startedInMs: number;
  /** Finishes or parks what is under way. Twice is fine. */
  stop(): Promise<void>;
}

/** @throws BwcError where the directory cannot be served */
export async function startDaemon(dataDir: string, logTo: NodeJS.WritableStream): Promise<Daemon> {
  const began = monotonicMs();
  const paths = dataPaths(dataDir);
  readMarker(paths);
  const log: Logger = pino(
    { level: loadConfig(paths).log.level, timestamp: pino.stdTimeFunctions.isoTime, base: null },
    logTo,
  );
  const station = await Station.open({ dataDir, role: 'daemon', actor: 'daemon', clock: systemClock, log });
  let app: FastifyInstance;
  try {
    app = buildServer(station);
    await listenOnSocket(app, station.socket);
    station.startDocking();
  } catch (error) {
    await station.stop();
    throw error;
  }
  const startedInMs = Math.round(monotonicMs() - began);
  log.info({ dataDir: paths.root, pid: process.pid, startedInMs }, 'daemon ready');
  let stopping: Promise<void> | undefined;
  return {
    station,
    socket: station.socket,
    startedInMs,
    stop: () => {
      stopping ??= (async () => {
        log.info('stopping');
        await station.stop();
        await app.close();
        log.info('stopped');
      })();
      return stopping;
    },
  };
}
