/** Runs one sandbox and passes its lines on. Wall clock, line length and abort are watched here, outside. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { messageOf } from '../../domain/errors.js';
import { MAX_LINE_CHARS, START_MS } from './limits.js';
import { READY } from './prober-protocol.js';
const MAX_STDERR_CHARS = 2000;
/** Yields the lines after `ready`. Leaving the loop early kills the sandbox. @throws the signal's reason when aborted. */
export async function* runSandbox(run) {
  run.signal?.throwIfAborted();
  const [program = '', ...args] = run.command;
  const child = spawn(program, args, { stdio: 'pipe', env: {} });
  const closed = once(child, 'close');
  // Both also show as an early end of stdout, which is where they are dealt with.
  closed.catch(() => undefined);
  child.stdin.on('error', () => undefined);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (chunk) => (stderr = (stderr + chunk).slice(0, MAX_STDERR_CHARS)));
  let stopped;
  const stop = (reason) => {
    stopped ??= reason;
    child.kill('SIGKILL');
  };
  const onAbort = () => {
    stop('aborted');
  };
  run.signal?.addEventListener('abort', onAbort, { once: true });
  const watch = (ms) => setTimeout(stop, ms, `no answer within ${String(ms)} ms`);
  let timer = watch(START_MS);
  let ready = false;
  let buffer = '';
  try {
    child.stdin.end(run.request);
    for await (const chunk of child.stdout.setEncoding('utf8')) {
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
    child.kill('SIGKILL');
  }
}
/** `exit` is the exit code, or in words why there is none. */
function endOf(ready, stopped, exit, stderr) {
  if (!ready) return { ended: 'unavailable', reason: stopped ?? (stderr.trim() || `it ended with ${String(exit)}`) };
  if (stopped !== undefined) return { ended: 'broken', reason: stopped };
  if (exit === 0) return { ended: 'complete' };
  return { ended: 'broken', reason: `the reader crashed on it (${String(exit)})` };
}
