import { describe, expect, it } from 'vitest';
import { runSandbox, type SandboxEnd, type SandboxRun } from '../../../src/ingest/media/sandbox-run.js';

async function run(script: string, over: Partial<SandboxRun> = {}): Promise<{ lines: string[]; end: SandboxEnd }> {
  const command = ['/bin/sh', '-c', script];
  const lines: string[] = [];
  const running = runSandbox({ command, request: 'hello\n', timeoutMs: 5000, ...over });
  for (;;) {
    const step = await running.next();
    if (step.done) return { lines, end: step.value };
    lines.push(step.value);
  }
}

const isRunning = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a run of the sandbox', () => {
  it('gives the request to the program and its lines to the caller', async () => {
    expect(await run('echo ready; cat; echo bye')).toEqual({ lines: ['hello', 'bye'], end: { ended: 'complete' } });
  });

  it('is unavailable when the program never says that it is ready', async () => {
    expect((await run('echo "bwrap: no namespaces" >&2; exit 1')).end).toEqual({
      ended: 'unavailable',
      reason: 'bwrap: no namespaces',
    });
    expect((await run('', { command: ['/nowhere/bwrap'] })).end).toMatchObject({ ended: 'unavailable' });
  });

  it('is broken when the program dies, hangs or floods', async () => {
    expect((await run('echo ready; kill -SEGV $$')).end).toEqual({
      ended: 'broken',
      reason: 'the reader crashed on it (SIGSEGV)',
    });
    expect((await run('echo ready; exec sleep 60', { timeoutMs: 100 })).end).toEqual({
      ended: 'broken',
      reason: 'no answer within 100 ms',
    });
    const flood = await run('echo ready; exec cat /dev/zero');
    expect(flood).toEqual({ lines: [], end: { ended: 'broken', reason: 'the answer is too large' } });
  });

  it('does not count the time its caller takes', async () => {
    const running = runSandbox({
      command: ['/bin/sh', '-c', 'echo ready; echo a; echo b'],
      request: '',
      timeoutMs: 150,
    });
    await running.next();
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await running.next()).toEqual({ done: false, value: 'b' });
    expect(await running.next()).toEqual({ done: true, value: { ended: 'complete' } });
  });

  it('kills the program when the caller leaves, and when it is aborted', async () => {
    const command = ['/bin/sh', '-c', 'echo ready; echo $$; exec sleep 60'];
    const left = runSandbox({ command, request: '', timeoutMs: 5000 });
    const pid = Number((await left.next()).value);
    expect(isRunning(pid)).toBe(true);
    await left.return({ ended: 'complete' });
    await expect.poll(() => isRunning(pid)).toBe(false);

    const abort = new AbortController();
    const aborted = runSandbox({ command, request: '', timeoutMs: 5000, signal: abort.signal });
    const second = Number((await aborted.next()).value);
    abort.abort(new Error('enough'));
    await expect(aborted.next()).rejects.toThrow('enough');
    await expect.poll(() => isRunning(second)).toBe(false);
  });

  it('is over at once whenever it is aborted, the start of bubblewrap included', async () => {
    const command = ['/usr/bin/bwrap', '--unshare-all', '--die-with-parent', '--ro-bind', '/', '/', '/bin/sleep', '30'];
    for (let ms = 0; ms < 40; ms += 1) {
      const abort = new AbortController();
      const ended = runSandbox({ command, request: '', timeoutMs: 5000, signal: abort.signal }).next();
      setTimeout(() => {
        abort.abort();
      }, ms / 4);
      await expect(ended).rejects.toThrow('aborted');
    }
  });
});
