/** A folder for one test file, with everything that must be undone: processes, mounts, loop devices. */
import { spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const SYSTEM_PATH = `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`;

/** Runs a system tool to its end. @throws Error with what it said */
export function tool(command: string, ...args: readonly string[]): string {
  const done = spawnSync(command, args, { encoding: 'utf8', env: { ...process.env, PATH: SYSTEM_PATH } });
  if (done.status === 0) return done.stdout;
  throw new Error(
    `${command} ${args.join(' ')}: ${done.error?.message ?? `code ${String(done.status)} ${done.stderr}${done.stdout}`}`,
  );
}

export class Scratch {
  readonly dir: string;
  readonly #processes = new Set<ChildProcess>();
  #folders = 0;

  /** @param parent a folder outside of every disk under test */
  constructor(name: string, parent: string = tmpdir()) {
    this.dir = realpathSync(mkdtempSync(join(parent, `bwc-${name}-`)));
  }

  /** A path that nothing has yet. */
  path(name: string): string {
    this.#folders += 1;
    return join(this.dir, `${name}-${String(this.#folders)}`);
  }

  /** A new, empty folder. */
  folder(name: string): string {
    const path = this.path(name);
    mkdirSync(path);
    return path;
  }

  /** Ended at the latest with the scratch folder. */
  own<T extends ChildProcess>(child: T): T {
    this.#processes.add(child);
    child.once('exit', () => this.#processes.delete(child));
    return child;
  }

  /** Takes down what stands, in the order that never waits for a dead disk. Safe to call again. */
  clear(): void {
    for (const child of this.#processes) child.kill('SIGKILL');
    for (const mountPoint of mountsBelow(this.dir)) quietly('umount', '-l', mountPoint);
    for (const device of loopsBelow(this.dir)) quietly('losetup', '-d', device);
  }

  remove(): void {
    this.clear();
    const left = mountsBelow(this.dir);
    if (left.length > 0) throw new Error(`still mounted: ${left.join(', ')}`);
    rmSync(this.dir, { recursive: true, force: true });
  }
}

const quietly = (...[command = '', ...args]: string[]): void => {
  spawnSync(command, args, { env: { ...process.env, PATH: SYSTEM_PATH } });
};

/** Innermost first. */
function mountsBelow(dir: string): string[] {
  return readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .filter((at) => at.startsWith(`${dir}/`))
    .reverse();
}

function loopsBelow(dir: string): string[] {
  const rows = tool('losetup', '--noheadings', '--raw', '--output', 'NAME,BACK-FILE').split('\n');
  return rows.flatMap((row) => {
    const [name = '', file = ''] = row.split(' ');
    return file.startsWith(`${dir}/`) ? [name] : [];
  });
}
