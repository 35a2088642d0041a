/** Peak memory of daemon and child, from small files to a 20 GiB one. */
import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { against, say } from './report.js';
import { newStation, run, scratch, settle } from './workshop.js';

const MAIN = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));
const MiB = 2 ** 20;

export async function benchMemory(sizes: readonly number[]): Promise<void> {
  say('\nmemory');
  const folder = join(scratch, 'one-file');
  for (const bytes of sizes) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder);
    run('fallocate', ['-l', String(bytes), join(folder, 'a.mp4')]);
    settle();
    const peak = await peaks(await newStation('memory'), folder);
    say(
      `  one file of ${String(bytes / MiB)} MiB: daemon ${peak.daemon.toFixed(0)} MiB, child ${peak.child.toFixed(0)} MiB`,
    );
    against(`daemon, ${String(bytes / MiB)} MiB file`, peak.daemon, 120, 'less', ' MiB');
    against(`child, ${String(bytes / MiB)} MiB file`, peak.child, 120, 'less', ' MiB');
  }
}

/** Samples the kernel's own high-water marks while the ingest runs. */
async function peaks(dataDir: string, folder: string): Promise<{ daemon: number; child: number }> {
  const main = spawn(process.execPath, [MAIN, 'ingest', folder, '--data', dataDir], { stdio: 'ignore' });
  const peak = { daemon: 0, child: 0 };
  const timer = setInterval(() => {
    peak.daemon = Math.max(peak.daemon, highWater(main.pid ?? 0));
    for (const pid of childrenOf(main.pid ?? 0))
      if (commandOf(pid).includes('visit/child.js')) peak.child = Math.max(peak.child, highWater(pid));
  }, 20);
  const code = await new Promise((resolve) => main.on('exit', resolve));
  clearInterval(timer);
  if (code !== 0) throw new Error(`ingest ended with ${String(code)}`);
  return peak;
}

const read = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
};

const highWater = (pid: number): number =>
  Number(/^VmHWM:\s+(\d+) kB$/m.exec(read(`/proc/${String(pid)}/status`))?.[1] ?? 0) / 1024;
const commandOf = (pid: number): string => read(`/proc/${String(pid)}/cmdline`);
const childrenOf = (pid: number): number[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((p) => / (\d+) /.exec(read(`/proc/${String(p)}/stat`).replace(/^.*\) \S/, ''))?.[1] === String(pid));
