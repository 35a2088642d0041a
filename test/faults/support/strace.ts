/** Lists the system calls that a command makes on a data directory, and makes one of them fail or fatal. */
import { spawn } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { MAIN } from './need.js';
import { MARK, PRELOAD, THREADS, type Thread } from './preload.js';
import type { Scratch } from './scratch.js';

/** Everything that changes the disk or says whether it did. */
const CALLS = [
  'openat',
  'write',
  'pwrite64',
  'fsync',
  'fdatasync',
  'ftruncate',
  'fchmod',
  'close',
  'link',
  'unlink',
  'rename',
  'mkdir',
] as const;
export type Call = (typeof CALLS)[number];

export interface Point {
  readonly thread: Thread;
  readonly call: Call;
  /** Which call of this kind by this thread, from 1; calls on other files count as well. */
  readonly nth: number;
  /** The call as it was seen, for people. */
  readonly seen: string;
}

/** A traced ingest of one clip takes two seconds. */
const PATIENCE_MS = 60_000;

export type Fault = 'KILL' | 'EIO' | 'ENOSPC';

export interface Shot {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** It never came to an end. Not said where the error struck astray: the runtime may wait for ever for what a pipe of its own lost. */
  readonly hung: boolean;
  /** The call that was hit, as strace saw it; null when the command never came that far or it was on another file. */
  readonly hit: string | null;
}

export class Tracer {
  readonly #preload: string;
  readonly #log: string;
  readonly #once: string;

  /** @param program what is run with the arguments: the command line of the product */
  constructor(
    scratch: Scratch,
    private readonly program: string = MAIN,
  ) {
    this.#preload = scratch.path('preload.cjs');
    this.#log = scratch.path('strace');
    this.#once = scratch.path('once');
    writeFileSync(this.#preload, PRELOAD);
  }

  /** Runs the command untouched. @returns its calls on files below `data`, in order, and the most of a kind any thread made */
  async survey(argv: readonly string[], data: string): Promise<{ readonly points: Point[]; readonly most: number }> {
    const shot = await this.#run(argv, CALLS.join(','), [], {});
    if (shot.code !== 0) throw new Error(`the traced command failed: ${String(shot.code)} ${shot.err}`);
    const threads = new Map<string, Thread>();
    const made = new Map<string, number>();
    const points: Point[] = [];
    const lines = shot.log.split('\n');
    for (const line of lines) {
      const mark = THREADS.find((t) => line.includes(`${MARK}${t}"`));
      if (mark !== undefined) threads.set(line.split(' ')[0] ?? '', mark);
    }
    for (const line of lines) {
      const m = /^(\d+) +([a-z0-9]+)\((.*)$/.exec(line);
      const thread = threads.get(m?.[1] ?? '');
      const call = CALLS.find((c) => c === m?.[2]);
      if (thread === undefined || call === undefined) continue;
      const nth = (made.get(thread + call) ?? 0) + 1;
      made.set(thread + call, nth);
      if (line.includes(`${data}/`) || line.includes(`<${data}>`))
        points.push({ thread, call, nth, seen: shown(line, data) });
    }
    return { points, most: Math.max(...made.values()) };
  }

  /** Runs the command with one call made fatal or failing. @param most as the survey said */
  async shoot(
    argv: readonly string[],
    data: string,
    { thread, call, nth }: Point,
    fault: Fault,
    most: number,
  ): Promise<Shot> {
    rmSync(this.#once, { force: true });
    const number = most + 100;
    const what = fault === 'KILL' ? 'signal=KILL' : `error=${fault}`;
    const aim = JSON.stringify({ thread, call, number, once: this.#once });
    const done = await this.#run(argv, call, ['-e', `inject=${call}:${what}:when=${String(number + nth)}`], {
      BWC_AIM: aim,
    });
    return { ...done, hung: done.hung && !struckNoFile(done.log), hit: struck(done.log, fault, data) };
  }

  #run(
    argv: readonly string[],
    calls: string,
    inject: readonly string[],
    env: NodeJS.ProcessEnv,
  ): Promise<Omit<Shot, 'hit'> & { log: string }> {
    // With --seccomp-bpf, which is quicker, strace 6.1 never delivers an injected signal.
    const quick = inject.join().includes('signal=') ? [] : ['--seccomp-bpf'];
    const args = [
      '-f',
      '-y',
      ...quick,
      '-o',
      this.#log,
      '-e',
      `trace=${calls}`,
      ...inject,
      process.execPath,
      this.program,
      ...argv,
    ];
    const environment = {
      ...process.env,
      ...env,
      NODE_OPTIONS: `--require=${this.#preload}`,
      BWC_PROGRAM: this.program,
    };
    // In a group of its own: whoever hangs is ended together with everything it started.
    const child = spawn('strace', args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: environment });
    let [out, err, hung] = ['', '', false];
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const patience = setTimeout(() => {
      hung = true;
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    }, PATIENCE_MS);
    return new Promise((resolve) => {
      child.once('close', (code) => {
        clearTimeout(patience);
        resolve({ code, out, err, hung, log: readFileSync(this.#log, 'utf8') });
      });
    });
  }
}

function struck(log: string, fault: Fault, data: string): string | null {
  const lines = log.split('\n');
  const hit = fault === 'KILL' ? lastCallOfTheDead(lines) : lines.find((l) => l.includes('(INJECTED)'));
  return hit?.includes(data) === true ? shown(hit, data) : null;
}

/**
 * Whether the error was given to a pipe, a socket or the like. No disk does that: a child process that ends at another
 * moment than in the survey moves the count of `write`, and libuv's own signal pipe is hit.
 */
const struckNoFile = (log: string): boolean =>
  log.split('\n').some((l) => l.includes('(INJECTED)') && /^\d+ +\w+\(\d+<[a-z_]+:/.test(l));

/** The call that was never finished. It may stand on two lines, the second without its arguments. */
function lastCallOfTheDead(lines: readonly string[]): string | undefined {
  const dead = new Set(lines.flatMap((l) => /^(\d+) +\+\+\+ killed by SIGKILL/.exec(l)?.[1] ?? []));
  const last = lines.findLast((l) => dead.has(l.split(' ')[0] ?? '') && / = \?/.test(l));
  if (last?.includes(' resumed>') !== true) return last;
  const pid = `${last.split(' ')[0] ?? ''} `;
  return lines.findLast((l) => l.startsWith(pid) && l.includes('<unfinished'));
}

const shown = (line: string, data: string): string =>
  line
    .replace(/^\d+ +/, '')
    .replaceAll(data, 'DATA')
    .replace(/"[^"]{60,}"\.*/g, '"…"')
    .slice(0, 160);
