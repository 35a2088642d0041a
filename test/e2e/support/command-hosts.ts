/** Processes that run one command after another: as many as run at once, and each for as long as its test file runs. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Answer } from './bwc.js';

const HOST = fileURLToPath(new URL('command-host.mjs', import.meta.url));

/** As `dist/cli/main.js` is started. */
const NODE_OPTIONS = ['--max-semi-space-size=1', '--max-old-space-size=256'];

/** No command of a test takes this long: one that does is waiting for something that never comes. */
export const STUCK_MS = 90_000;

const idle: ChildProcess[] = [];

/** @throws Error where the process that runs it ends: a command never does that by itself */
export async function hosted(args: readonly string[], env: NodeJS.ProcessEnv, cwd: string): Promise<Answer> {
  const host = idle.pop() ?? fork(HOST, { execArgv: NODE_OPTIONS, stdio: ['pipe', 'inherit', 'inherit', 'ipc'] });
  const abort = new AbortController();
  const stuck = setTimeout(() => host.kill('SIGKILL'), STUCK_MS);
  try {
    host.send({ args, env, cwd });
    const { signal } = abort;
    const answer = await Promise.race([
      once(host, 'message', { signal }).then(([said]) => said as Answer),
      once(host, 'exit', { signal }).then(([code, by]) => {
        throw new Error(`bwc ${args.join(' ')} ended its process: ${String(code ?? by)}`);
      }),
    ]);
    idle.push(host);
    return answer;
  } finally {
    clearTimeout(stuck);
    abort.abort();
  }
}
