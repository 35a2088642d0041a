/** Running the daemon: open the station, serve the control socket and the page, watch the dock, stop in reverse order. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { multistream, pino, type Logger } from 'pino';
import { BwcError, messageOf } from '../domain/errors.js';
import { monotonicMs, systemClock } from '../domain/time.js';
import { dataPaths } from '../store/paths.js';
import { readMarker } from '../store/marker.js';
import { listenOnPort, listenOnSocket, serverWith, type Certificate } from '../web/listen.js';
import { loadPages } from '../web/pages.js';
import { buildServer } from '../web/server.js';
import { loadConfig } from './config.js';
import { RecentLog } from './recent-log.js';
import { Station } from './station.js';
import type { WebConfig } from './web-config.js';

export interface Daemon {
  readonly station: Station;
  readonly socket: string;
  /** Of the page; null where it could not be served. */
  readonly address: string | null;
  /** From the call to serving, milliseconds. */
  readonly startedInMs: number;
  /** Finishes or parks what is under way. Twice is fine. */
  stop(): Promise<void>;
}

/** What the browser's application was built to, beside the compiled program. */
const UI = fileURLToPath(new URL('../ui/', import.meta.url));

/** @throws BwcError where the directory cannot be served */
export async function startDaemon(dataDir: string, logTo: NodeJS.WritableStream): Promise<Daemon> {
  const began = monotonicMs();
  const paths = dataPaths(dataDir);
  readMarker(paths);
  const recentLog = new RecentLog();
  const log: Logger = pino(
    { level: loadConfig(paths).log.level, timestamp: pino.stdTimeFunctions.isoTime, base: null },
    multistream([logTo, recentLog].map((stream) => ({ level: 'trace', stream }))),
  );
  const station = await Station.open({ dataDir, role: 'daemon', actor: 'daemon', clock: systemClock, log, recentLog });
  const served: FastifyInstance[] = [];
  const onFault = (error: unknown): void => {
    log.error({ err: error }, 'a request failed in a way nobody foresaw');
  };
  let address: string | null;
  try {
    const control = buildServer(station, { kind: 'socket' }, { onFault });
    served.push(control);
    await listenOnSocket(control, station.socket);
    address = await servePage(station, station.config.web, served, onFault, log);
    station.startDocking();
  } catch (error) {
    await station.stop();
    await Promise.all(served.map((app) => app.close()));
    throw error;
  }
  const startedInMs = Math.round(monotonicMs() - began);
  log.info({ dataDir: paths.root, pid: process.pid, address, startedInMs }, 'daemon ready');
  let stopping: Promise<void> | undefined;
  return {
    station,
    socket: station.socket,
    address,
    startedInMs,
    stop: () => {
      stopping ??= (async () => {
        log.info('stopping');
        // Nobody is let in any more, and what was asked is answered, while the station is still there to ask.
        const closed = Promise.all(served.map((app) => app.close()));
        await station.stop();
        await closed;
        log.info('stopped');
      })();
      return stopping;
    },
  };
}

/** @returns null where the port is taken: cameras are taken in all the same @throws BwcError where the certificate cannot be read */
async function servePage(
  station: Station,
  { address, port, names, tls }: WebConfig,
  served: FastifyInstance[],
  onFault: (error: unknown) => void,
  log: Logger,
): Promise<string | null> {
  const certificate = tls === null ? null : readCertificate(tls);
  const face = { kind: 'web', names, tls: certificate !== null, pages: loadPages(UI) } as const;
  const app = buildServer(station, face, { onFault, serverFactory: serverWith(certificate) });
  try {
    const url = await listenOnPort(app, address, port, certificate !== null);
    served.push(app);
    return url;
  } catch (error) {
    log.error({ err: error, address, port }, 'the page cannot be served; cameras are taken in all the same');
    await app.close();
    return null;
  }
}

function readCertificate({ certificate, key }: { readonly certificate: string; readonly key: string }): Certificate {
  try {
    return { cert: readFileSync(certificate), key: readFileSync(key) };
  } catch (error) {
    throw new BwcError('bwc.config.invalid', `web.tls: ${messageOf(error)}`, { key: 'web.tls' }, { cause: error });
  }
}
