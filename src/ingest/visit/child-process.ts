/** Starting a visit's child process and talking to it. */
import { fork, type ChildProcess } from 'node:child_process';
import { constants, getPriority, setPriority } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Order, Report } from './protocol.js';

/** How long closing a medium may take. */
const LEAVE_WITHIN_MS = 2000;

const ENTRY = fileURLToPath(new URL('./child.js', import.meta.url));

export interface VisitChild {
  readonly pid: number;
  send(order: Order): void;
  kill(): void;
  /** Tells it to close the medium and leave, and waits until it has: nothing of it may hold a mount afterwards. */
  leave(): Promise<void>;
}

export interface ChildListener {
  report(report: Report): void;
  /** The process is gone; `clean` when it left as it was told to. */
  exited(clean: boolean, how: string): void;
}

/** Steps of `nice` by which reading cameras comes after people who wait for a page: it takes all that nobody else wants. */
const BEHIND = 5;

function giveWay({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, Math.min(constants.priority.PRIORITY_LOW, getPriority() + BEHIND));
  } catch {
    // It is gone already, and its end is told as any other.
  }
}

export function startVisitChild(listener: ChildListener): VisitChild {
  const child: ChildProcess = fork(ENTRY, [], {
    // Copies use fixed buffers: a heap beyond this would be a leak, and should end the visit, not the station.
    execArgv: ['--max-old-space-size=96', '--max-semi-space-size=2'],
    // Reads, writes and fsyncs wait in libuv's pool; four threads would make small files queue for each other.
    env: { ...process.env, UV_THREADPOOL_SIZE: '24' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    // Structured clone, so that nothing is lost on the way that JSON cannot say.
    serialization: 'advanced',
  });
  giveWay(child);
  let over = false;
  let gone: () => void = () => undefined;
  const left = new Promise<void>((resolve) => {
    gone = resolve;
  });
  const finish = (clean: boolean, how: string): void => {
    if (over) return;
    over = true;
    gone();
    listener.exited(clean, how);
  };
  child.on('message', (message) => {
    listener.report(message as Report);
  });
  child.on('exit', (code, signal) => {
    finish(code === 0, signal === null ? `exit code ${String(code)}` : `signal ${signal}`);
  });
  child.on('error', (error) => {
    finish(false, error.message);
  });
  const kill = (): void => {
    child.kill('SIGKILL');
  };
  const send = (order: Order): void => {
    if (child.connected) child.send(order);
  };
  return {
    pid: child.pid ?? 0,
    send,
    kill,
    leave: async () => {
      send({ type: 'finish' });
      const hard = setTimeout(kill, LEAVE_WITHIN_MS);
      // A process that hangs in the kernel cannot even be killed: it is not waited for.
      const enough = new Promise<void>((resolve) => setTimeout(resolve, LEAVE_WITHIN_MS + 1000).unref());
      await Promise.race([left, enough]);
      clearTimeout(hard);
    },
  };
}
