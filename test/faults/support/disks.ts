/** Disks of its own for a test: ext4 in a file, behind devices that lose power, lie, fail or have bad sectors. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, truncateSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { killHard } from './bwc.js';
import { tool, type Scratch } from './scratch.js';

const MEGABYTE = 2 ** 20;

/** A file with an empty ext4 on it. */
export function makeDisk(scratch: Scratch, megabytes: number): string {
  const image = scratch.path('disk.img');
  writeFileSync(image, '');
  truncateSync(image, megabytes * MEGABYTE);
  tool('mkfs.ext4', '-q', '-m', '0', image);
  return image;
}

/** Mounts it straight from the file. */
export function mountImage(scratch: Scratch, image: string, options = 'loop'): string {
  const at = scratch.folder('mnt');
  tool('mount', '-o', options, image, at);
  return at;
}

/**
 * The file is nobody's afterwards. A reader of a station that has just ended may take a moment more to end itself, and a sandbox
 * that is ending holds the mounts of its own namespace: while it does, what is mounted nowhere to be seen is still written to.
 */
export function unmount(at: string): void {
  const device = tool('findmnt', '--noheadings', '--output', 'SOURCE', at).trim();
  must(() => spawnSync('umount', [at]).status === 0, `${at} stays mounted`);
  must(
    () =>
      tool('losetup', '--noheadings', '--output', 'NAME')
        .split('\n')
        .every((name) => name.trim() !== device),
    `${device} stays in use`,
  );
}

function must(holds: () => boolean, what: string): void {
  for (let left = 50; !holds(); left -= 1) {
    if (left === 0) throw new Error(what);
    spawnSync('sleep', ['0.2']);
  }
}

export interface ServedDisk {
  /** Where it is mounted. */
  readonly at: string;
  /** The device is gone from one moment to the next, with everything in it that was not flushed. */
  readonly cutPower: () => Promise<void>;
  /** In order: what was written is on the disk afterwards. */
  readonly unmount: () => Promise<void>;
}

/**
 * Mounts a disk that a process serves, as nbdkit → nbdfuse → loop → ext4. There is no device-mapper in many kernels;
 * this needs none.
 * @param nbdkit arguments: filters, plugin and their settings
 */
export async function serveDisk(scratch: Scratch, nbdkit: readonly string[], options = 'loop'): Promise<ServedDisk> {
  const socket = scratch.path('nbd');
  const fuse = scratch.folder('fuse');
  const server = run(scratch, 'nbdkit', '--foreground', '--exit-with-parent', '--unix', socket, ...nbdkit);
  await until('nbdkit', server, () => existsSync(socket));
  const bridge = run(scratch, 'nbdfuse', fuse, '--unix', socket);
  await until('nbdfuse', bridge, () => existsSync(`${fuse}/nbd`));
  const at = mountImage(scratch, `${fuse}/nbd`, options);
  const letGo = async (): Promise<void> => {
    // Lazily: a disk whose device is dead cannot be asked to finish.
    tool('umount', '-l', at);
    // The kernel lets go of the loop by itself once its last user has: then there may be nothing left to detach.
    for (const name of loopsOf(fuse)) spawnSync('losetup', ['-d', name]);
    tool('umount', '-l', fuse);
    await killHard(bridge);
  };
  return {
    at,
    cutPower: async () => {
      await killHard(server);
      await letGo();
    },
    unmount: async () => {
      tool('umount', at);
      await letGoOfBridge(fuse, bridge);
      await killHard(server);
    },
  };
}

const loopsOf = (fuse: string): string[] =>
  tool('losetup', '--noheadings', '--raw', '--output', 'NAME,BACK-FILE')
    .split('\n')
    .filter((row) => row.includes(fuse))
    .map((row) => row.split(' ')[0] ?? '');

async function letGoOfBridge(fuse: string, bridge: ChildProcess): Promise<void> {
  tool('umount', fuse);
  await killHard(bridge);
}

/** A disk with a write cache: what was not flushed is lost with the power. `unsafe` says that it flushed and did not. */
export const withCache = (image: string, mode: 'writeback' | 'unsafe'): string[] => [
  '--filter=cache',
  'file',
  image,
  `cache=${mode}`,
  'cache-min-block-size=4K',
];

function run(scratch: Scratch, command: string, ...args: readonly string[]): ChildProcess {
  return scratch.own(spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'] }));
}

async function until(name: string, process: ChildProcess, ready: () => boolean): Promise<void> {
  let said = '';
  process.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  for (let i = 0; i < 400; i += 1) {
    if (ready()) return;
    if (process.exitCode !== null) break;
    await sleep(25);
  }
  throw new Error(`${name} did not come up: ${said}`);
}
