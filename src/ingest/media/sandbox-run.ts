/** Runs one sandbox and passes its lines on. Wall clock, line length and abort are watched here, outside. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { messageOf } from '../../domain/errors.js';
import { MAX_LINE_CHARS, START_MS } from './limits.js';
import { READY } from './prober-protocol.js';

export type SandboxEnd =
  | { readonly ended: 'complete' }
  /** It ran, then stopped before its time. */
  | { readonly ended: 'broken'; readonly reason: string }
  /** It never ran: a program is missing, or the kernel does not allow namespaces. */
  | { readonly ended: 'unavailable'; readonly reason: string };

export interface SandboxRun {
  readonly command: readonly string[];
  /** Goes to stdin, whole. */
  readonly request: string;
  /** Given how to say more, a line at a time, for as long as it runs; without it nothing follows the request. */
  readonly talk?: (say: (line: string) => void) => void;
  /** Between two lines; time the consumer takes is not counted. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

const MAX_STDERR_CHARS = 2000;

/** Yields the lines after `ready`. Leaving the loop early kills the sandbox. @throws the signal's reason when aborted. */
export async function* runSandbox(run: SandboxRun): AsyncGenerator<string, SandboxEnd> {
  run.signal?.throwIfAborted();
  const [program = '', ...args] = run.command;
  // A process group of its own: bubblewrap killed while it starts leaves its inner half waiting, with our pipes open.
  const child = spawn(program, args, { stdio: 'pipe', env: {}, detached: true });
  const closed = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  // Both also show as an early end of stdout, which is where they are dealt with.
  closed.catch(() => undefined);
  child.stdin.on('error', () => undefined);
  let stderr = '';
  child.stderr
    .setEncoding('utf8')
    .on('data', (chunk: string) => (stderr = (stderr + chunk).slice(0, MAX_STDERR_CHARS)));

  let stopped: string | undefined;
  const stop = (reason: string): void => {
    stopped ??= reason;
    killGroup(child);
  };
  const onAbort = (): void => {
    stop('aborted');
  };
  run.signal?.addEventListener('abort', onAbort, { once: true });
  const watch = (ms: number): NodeJS.Timeout => setTimeout(stop, ms, `no answer within ${String(ms)} ms`);
  let timer = watch(START_MS);

  let ready = false;
  let buffer = '';
  try {
    if (run.talk === undefined) child.stdin.end(run.request);
    else {
      child.stdin.write(`${run.request}\n`);
      run.talk((line) => {
        if (child.stdin.writable) child.stdin.write(`${line}\n`);
      });
    }
    for await (const chunk of child.stdout.setEncoding('utf8') as AsyncIterable<string>) {
      buffer += chunk;
      for (let end = buffer.indexOf('\n'); end >= 0 && stopped === undefined; end = buffer.indexOf('\n')) {
        const line = buffer.slice(0, end);
        buffer = buffer.slice(end + 1);
        clearTimeout(timer);
        if (ready) yield line;
        else if (line === READY) ready = true;
        timer = watch(run.timeoutMs);
      }
      if (buffer.length > MAX_LINE_CHARS) stop('the answer is too large');
    }
    const exit = await closed.then(([code, signal]) => code ?? String(signal), messageOf);
    run.signal?.throwIfAborted();
    return endOf(ready, stopped, exit, stderr);
  } finally {
    clearTimeout(timer);
    run.signal?.removeEventListener('abort', onAbort);
    killGroup(child);
  }
}

function killGroup({ pid, exitCode, signalCode }: ChildProcess): void {
  // Once its leader is gone the number may be somebody else's.
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It went by itself just now.
  }
}

/** `exit` is the exit code, or in words why there is none. */
function endOf(ready: boolean, stopped: string | undefined, exit: number | string, stderr: string): SandboxEnd {
  if (!ready) return { ended: 'unavailable', reason: stopped ?? (stderr.trim() || `it ended with ${String(exit)}`) };
  if (stopped !== undefined) return { ended: 'broken', reason: stopped };
  if (exit === 0) return { ended: 'complete' };
  return { ended: 'broken', reason: `the reader crashed on it (${String(exit)})` };
}
