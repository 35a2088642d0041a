/** What the guest needs of the machine. Where it is missing these tests fail and say what to install: a skipped test proves nothing. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PACKAGE_OF = {
  'qemu-system-x86_64': 'qemu-system-x86',
  busybox: 'busybox-static',
  cpio: 'cpio',
  modprobe: 'kmod',
  'mkfs.ext4': 'e2fsprogs',
  'mkfs.vfat': 'dosfstools',
  'mkfs.exfat': 'exfatprogs',
  sfdisk: 'fdisk',
  umtprd: 'umtp-responder',
  'mtp-detect': 'mtp-tools',
  'aft-mtp-cli': 'android-file-transfer',
  gphoto2: 'gphoto2',
} as const;

export type Tool = keyof typeof PACKAGE_OF;

/** The checkout, from wherever this was compiled to. */
function rootAbove(folder: URL): string {
  const above = new URL('../', folder);
  return existsSync(new URL('package.json', above)) ? fileURLToPath(above) : rootAbove(above);
}

export const ROOT = rootAbove(new URL(import.meta.url));
export const GUEST_SCRIPTS = `${ROOT}packaging/guest`;
export const MAIN = `${ROOT}dist/cli/main.js`;

/** System tools stand in folders that are not on everybody's path. */
export const SYSTEM_ENV = { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/sbin:/sbin`, LANG: 'C.UTF-8' };

/** @throws Error naming everything that is missing at once */
export function need(...tools: readonly Tool[]): void {
  const lacking: string[] = [];
  if (!existsSync(MAIN)) lacking.push('dist/ (run: node packaging/build.mjs)');
  for (const tool of tools) {
    const found = spawnSync('sh', ['-c', `command -v ${tool}`], { env: SYSTEM_ENV }).status === 0;
    if (!found) lacking.push(`${tool} (apt-get install ${PACKAGE_OF[tool]})`);
  }
  if (lacking.length > 0) throw new Error(`the guest cannot run here; missing: ${lacking.join('; ')}`);
}

/** Runs a system tool to its end. @throws Error with what it said */
export function tool(command: string, args: readonly string[], input?: string): string {
  const done = spawnSync(command, args, {
    encoding: 'utf8',
    env: SYSTEM_ENV,
    ...(input === undefined ? {} : { input }),
  });
  if (done.status === 0) return done.stdout;
  throw new Error(`${command} ${args.join(' ')}: ${done.error?.message ?? done.stderr}`);
}
