/** `bwc start` as a process of a test, and what it says. */
import { spawn, type ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { VisitEvent } from '../../../src/ingest/visit/visit-events.js';
import { environment, MAIN } from './bwc.js';

/** Nothing a test waits for takes this long. */
const PATIENCE_MS = 90_000;

export interface Ready {
  readonly type: 'ready';
  readonly pid: number;
  readonly socket: string;
  /** Of the page; null where there is none. */
  readonly address: string | null;
  readonly startedInMs: number;
}

export type DaemonEvent = VisitEvent | Ready | { readonly type: 'stopped' };

export type Ended<T extends DaemonEvent['type']> = Extract<DaemonEvent, { readonly type: T }>;

export class TestDaemon {
  readonly events: DaemonEvent[] = [];
  readonly #exit: Promise<number | null>;
  stderr = '';
  #ended = false;

  constructor(private readonly child: ChildProcess) {
    if (child.stdout === null || child.stderr === null) throw new Error('the daemon has no output');
    createInterface({ input: child.stdout }).on('line', (line) => {
      this.events.push(JSON.parse(line) as DaemonEvent);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      this.stderr += chunk.toString('utf8');
    });
    this.#exit = new Promise((resolve) => {
      child.on('close', (code) => {
        this.#ended = true;
        resolve(code);
      });
    });
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  /** Waits for the `count`-th event of this kind that fits. */
  async event<T extends DaemonEvent['type']>(
    type: T,
    fits: (event: Ended<T>) => boolean = () => true,
    count = 1,
    patienceMs = PATIENCE_MS,
  ): Promise<Ended<T>> {
    const found = (): Ended<T>[] => this.events.filter((e): e is Ended<T> => e.type === type).filter(fits);
    await until(
      () => found().length >= count || this.#ended,
      () => `${String(count)} x ${type}; there was ${JSON.stringify(this.events)}\n${this.stderr}`,
      patienceMs,
    );
    const event = found()[count - 1];
    if (event === undefined) throw new Error(`the daemon ended before ${type}: ${this.stderr}`);
    return event;
  }

  /** A person's Ctrl+C or systemd's stop. @returns the exit code */
  async stop(signal: 'SIGTERM' | 'SIGINT' = 'SIGTERM'): Promise<number | null> {
    this.child.kill(signal);
    return this.#exit;
  }

  /** Waits until it has ended by itself. @returns the exit code; null where it was killed */
  exited(): Promise<number | null> {
    return this.#exit;
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.#exit;
  }

  /** Processes the daemon has started and that still run: one per visit, and what reads media facts. */
  visitChildren(): number[] {
    return childrenOf(this.pid).filter((pid) => commandOf(pid).includes('/ingest/visit/child.js'));
  }
}

export async function startDaemon(data: string, env: NodeJS.ProcessEnv = {}): Promise<TestDaemon> {
  const daemon = await spawnDaemon(data, env);
  onTestFinished(() => daemon.kill());
  return daemon;
}

/** The same; whoever calls it ends it. */
export async function spawnDaemon(data: string, env: NodeJS.ProcessEnv = {}): Promise<TestDaemon> {
  const daemon = new TestDaemon(
    spawn(MAIN, ['start', '--data', data, '--json'], {
      env: { ...environment(), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );
  try {
    await daemon.event('ready');
  } catch (error) {
    await daemon.kill();
    throw error;
  }
  return daemon;
}

export async function until(
  holds: () => boolean | Promise<boolean>,
  what: () => string,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  for (let waited = 0; !(await holds()); waited += 50) {
    if (waited > patienceMs) throw new Error(`in vain: ${what()}`);
    await sleep(50);
  }
}

export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((child) => parentOf(child) === pid);
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${String(pid)}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return undefined;
  }
}

export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${String(pid)}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
