import { resolve } from 'node:path';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { line, printJson } from '../io.js';
import type { CommandSpec } from '../program.js';
import { watchVisits } from '../watch-visits.js';

/** A stop that takes longer than this is ended hard; the next start recovers. */
const STOP_WITHIN_MS = 9_000;

export const start: CommandSpec = {
  name: 'start',
  describe: 'cmd.start',
  examples: ['start --data /var/lib/bwc-station', 'start --data ./station --json'],
  run: async (command): Promise<ExitCode> => {
    const dataDir = resolve(command.cwd, command.dataDir);
    // Loaded here: the other commands have no use for an HTTP server and start without one.
    const { startDaemon } = await import('../../station/daemon.js');
    const daemon = await startDaemon(dataDir, process.stderr);
    const roots = daemon.station.config.cameras.mount_roots.join(', ');
    if (command.json)
      printJson(command, {
        type: 'ready',
        pid: process.pid,
        dataDir,
        socket: daemon.socket,
        address: daemon.address,
        startedInMs: daemon.startedInMs,
      });
    else {
      line(command, command.t('start.ready', { pid: process.pid, ms: daemon.startedInMs, dataDir }));
      line(
        command,
        daemon.address === null
          ? command.t('start.noPage', { port: daemon.station.config.web.port })
          : command.t('start.page', { address: daemon.address }),
      );
      line(command, command.t('start.watching', { roots }));
    }
    const watching = new AbortController();
    const shown = watchVisits(command, daemon.station.follow(watching.signal));
    await signalled();
    if (!command.json) line(command, command.t('start.stopping'));
    const hard = setTimeout(() => process.exit(EXIT.failed), STOP_WITHIN_MS);
    await daemon.stop();
    clearTimeout(hard);
    watching.abort();
    await shown;
    if (command.json) printJson(command, { type: 'stopped' });
    else line(command, command.t('start.stopped'));
    return EXIT.ok;
  },
};

export const signalled = (): Promise<void> =>
  new Promise((done) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.once(signal, () => {
        done();
      });
    }
  });
