import { createWriteStream } from 'node:fs';
import { mkdir, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { systemClock } from '../../domain/time.js';
import type { VisitEvent } from '../../ingest/visit/visit-events.js';
import { whoAmI } from '../access.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { line, type Command } from '../io.js';
import { textOption } from '../options.js';
import type { CommandSpec } from '../program.js';
import { watchVisits } from '../watch-visits.js';
import { clips } from './clips.js';
import { sayFirstCode } from './init.js';
import { signalled } from './start.js';
import { verify } from './verify.js';

export const demo: CommandSpec = {
  name: 'demo',
  describe: 'cmd.demo',
  options: [{ flags: '--once', describe: 'demo.once' }],
  examples: ['demo', 'demo --once --data /tmp/demo'],
  run: async (command, _args, options) => {
    const dir = await demoFolder(command, textOption(options['data']));
    const dataDir = join(dir, 'station');
    const dock = join(dir, 'dock');
    await mkdir(dock, { recursive: true });
    const { DEMO_DRIVER } = await import('../../station/demo.js');
    const { initStation } = await import('../../station/init.js');
    const { firstCode } = await initStation(
      {
        dataDir,
        name: 'demo',
        unit: '示范中队',
        mountRoots: [dock],
        extraDrivers: [DEMO_DRIVER],
        actor: `cli:${whoAmI()}`,
      },
      systemClock,
    );
    line(command, command.t('demo.made', { dataDir }));
    const there = { ...command, dataDir };
    const { startDaemon } = await import('../../station/daemon.js');
    const daemon = await startDaemon(dataDir, createWriteStream(join(dir, 'daemon.log')));
    line(command, command.t('start.ready', { pid: process.pid, ms: daemon.startedInMs, dataDir }));
    if (daemon.address !== null) {
      line(command, command.t('start.page', { address: daemon.address }));
      sayFirstCode(command, firstCode);
    }
    const stop = signalled();
    try {
      await dockAll(there, dir, dock, daemon.station.follow.bind(daemon.station));
      await daemon.station.described();
      line(command, `\n${command.t('demo.clips')}`);
      await clips.run({ ...there, json: false }, [], {});
      line(command, `\n${command.t('demo.verify')}`);
      const code: ExitCode = await verify.run({ ...there, json: false }, [], {});
      if (options['once'] === true) return code;
      line(command, `\n${command.t('demo.stays')}`);
      for (const example of ['status', 'clips --json', 'visits', 'events --limit 20', 'verify'])
        line(command, `  ./bwc ${example} --data ${dataDir}`);
      await stop;
      return EXIT.ok;
    } finally {
      await daemon.stop();
      line(command, command.t('start.stopped'));
    }
  },
};

async function demoFolder(command: Command, asked: string | undefined): Promise<string> {
  if (asked === undefined) return mkdtemp(join(tmpdir(), 'bwc-demo-'));
  const dir = resolve(command.cwd, asked);
  await mkdir(dir, { recursive: true });
  return dir;
}

/** Plugs the virtual cameras in one after the other and shows each visit to its end. */
async function dockAll(
  command: Command,
  dir: string,
  dock: string,
  follow: (signal: AbortSignal) => AsyncIterable<VisitEvent>,
): Promise<void> {
  const { makeDemoCameras } = await import('../../station/demo.js');
  const cameras = await makeDemoCameras(join(dir, 'cameras'), systemClock);
  const watching = new AbortController();
  let left = cameras.length;
  async function* untilDone(): AsyncGenerator<VisitEvent> {
    for await (const event of follow(watching.signal)) {
      yield event;
      if (event.type === 'closed' || event.type === 'refused') left -= 1;
      if (left === 0) watching.abort();
    }
  }
  const shown = watchVisits(command, untilDone());
  for (const { camera, serial, files } of cameras) {
    line(command, command.t('demo.docking', { camera: serial, files }));
    await camera.plug(dock);
  }
  await shown;
}
