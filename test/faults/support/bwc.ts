/** The product as these tests use it: the built command line, in this process where only its answer counts. */
import { spawn, type ChildProcess } from 'node:child_process';
import type * as Program from '../../../src/cli/program.js';
import type { ClipView } from '../../../src/domain/clip.js';
import { MAIN, ROOT } from './need.js';
import type { Scratch } from './scratch.js';

export interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command of the built program to its end, in this process. */
export async function bwc(...argv: readonly string[]): Promise<Answer> {
  // The built one: a visit's child process is a file beside it.
  const { run } = (await import(`${ROOT}dist/cli/program.js`)) as typeof Program;
  let [out, err] = ['', ''];
  const code = await run([...argv, '--lang', 'en'], {
    out: (text) => (out += text),
    err: (text) => (err += text),
    tty: false,
    columns: 120,
    env: process.env,
    cwd: ROOT,
  });
  return { code, out, err };
}

/** A station that starts with nothing. @param roots where cameras will be docked */
export async function newStation(data: string, roots: readonly string[] = []): Promise<void> {
  const answer = await bwc('init', '--data', data, ...roots.flatMap((root) => ['--mount-root', root]));
  if (answer.code !== 0) throw new Error(`init: ${answer.err}`);
}

export async function clipsOf(data: string): Promise<ClipView[]> {
  const all: ClipView[] = [];
  for (;;) {
    const { code, out, err } = await bwc('clips', '--json', '--data', data, '--offset', String(all.length));
    if (code !== 0) throw new Error(`clips: ${err}`);
    const page = JSON.parse(out) as ClipView[];
    if (page.length === 0) return all;
    all.push(...page);
  }
}

export interface Daemon {
  readonly process: ChildProcess;
  readonly socket: string;
  readonly stderr: () => string;
}

/** Starts a daemon and waits until it says that it is ready. @throws Error with what it said instead */
export function startDaemon(scratch: Scratch, data: string): Promise<Daemon> {
  const child = scratch.own(
    spawn(process.execPath, [MAIN, 'start', '--json', '--data', data], { stdio: ['ignore', 'pipe', 'pipe'] }),
  );
  let [out, err] = ['', ''];
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      const known = out.includes('\n');
      out += chunk.toString();
      const [first] = out.split('\n', 1);
      if (known || !out.includes('\n')) return;
      resolve({ process: child, socket: (JSON.parse(first ?? '') as { socket: string }).socket, stderr: () => err });
    });
    child.once('exit', (code) => {
      reject(new Error(`the daemon left with ${String(code)}: ${out}${err}`));
    });
  });
}

/** As a crash does it: no warning. */
export function killHard(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => {
      resolve();
    });
  });
  child.kill('SIGKILL');
  return gone;
}
