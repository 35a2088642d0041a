/** The daemon as it ships, in a process of its own: what it costs, and how long its loop is held up. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../../dist/cli/main.js', import.meta.url));
const PROBE = fileURLToPath(new URL('./loop-probe.js', import.meta.url));
/** Of `/proc/<pid>/stat`, per second. */
const TICKS = 100;

/** Milliseconds by which its event loop came late. */
export interface LoopDelay {
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

export class BenchDaemon {
  private constructor(
    private readonly child: ChildProcess,
    readonly address: string,
    readonly socket: string,
  ) {}

  static async start(dataDir: string): Promise<BenchDaemon> {
    const child = fork(MAIN, ['start', '--data', dataDir, '--json'], {
      execArgv: ['--import', PROBE, ...process.execArgv],
      stdio: ['ignore', 'pipe', 'ignore', 'ipc'],
    });
    process.on('exit', () => child.kill('SIGKILL'));
    if (child.stdout === null) throw new Error('the daemon says nothing');
    const lines = createInterface({ input: child.stdout });
    for await (const line of lines) {
      const told = JSON.parse(line) as { type?: string; address?: string | null; socket?: string };
      if (told.type !== 'ready') continue;
      if (typeof told.address !== 'string' || told.socket === undefined) throw new Error('the page is not served');
      child.stdout.resume();
      return new BenchDaemon(child, told.address, told.socket);
    }
    throw new Error('the daemon did not start');
  }

  /** Since it was last asked. */
  async loopDelay(): Promise<LoopDelay> {
    const answer = once(this.child, 'message');
    this.child.send('loop');
    return ((await answer) as [LoopDelay])[0];
  }

  /** Seconds of processor that it and those it started and saw end have used. */
  cpuSeconds(): number {
    const stat = readFileSync(`/proc/${String(this.child.pid)}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return stat.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS;
  }

  async stop(): Promise<void> {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await gone;
  }
}
