/**
 * One run of ffmpeg, inside the sandbox, that can be stopped and continued. Not by fluent-ffmpeg: that asks ffmpeg for
 * its formats and encoders before each run, and keeps its process to itself.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { oneLine } from '../media/outcomes.js';

export interface FfmpegEnd {
  /** Null when it ended well; else what it said last, in one line. */
  readonly problem: string | null;
  /** How often it could not decode a piece of the content. */
  readonly damaged: number;
}

const TAIL_CHARS = 2000;
const DAMAGE = /Error while decoding stream/g;

export class Ffmpeg {
  #child: ChildProcess | undefined;
  #paused = false;

  constructor(
    private readonly program: string,
    /** Told at least every second while it works. */
    private readonly alive: () => void,
  ) {}

  /** One at a time. Never rejects. */
  async run(args: readonly string[]): Promise<FfmpegEnd> {
    const child = spawn(
      this.program,
      ['-nostdin', '-hide_banner', '-v', 'error', '-progress', 'pipe:1', '-y', ...args],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    this.#child = child;
    if (this.#paused) child.kill('SIGSTOP');
    let tail = '';
    let damaged = 0;
    child.stdout.on('data', this.alive);
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      damaged += chunk.match(DAMAGE)?.length ?? 0;
      tail = (tail + chunk).slice(-TAIL_CHARS);
    });
    try {
      const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
      if (code === 0) return { problem: null, damaged };
      return { problem: problemOf(signal, tail), damaged };
    } catch (error) {
      return { problem: oneLine(`ffmpeg cannot be run: ${String(error)}`, 200), damaged };
    } finally {
      this.#child = undefined;
    }
  }

  pause(): void {
    this.#paused = true;
    this.#child?.kill('SIGSTOP');
  }

  go(): void {
    this.#paused = false;
    this.#child?.kill('SIGCONT');
  }

  get paused(): boolean {
    return this.#paused;
  }
}

function problemOf(signal: NodeJS.Signals | null, tail: string): string {
  if (signal === 'SIGXFSZ') return 'it came out larger than any preview may be';
  if (signal === 'SIGXCPU' || signal === 'SIGKILL') return 'it took more computing than any preview may';
  const last = tail.trim().split('\n').slice(-2).join('; ');
  return oneLine(last === '' ? `ffmpeg ended with ${signal ?? 'an error'}` : last, 200);
}
