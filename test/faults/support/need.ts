/** What these tests need of the machine. Where it is missing they fail and say what to install: a skipped fault test proves nothing. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const PACKAGE_OF = {
  strace: 'strace',
  nbdkit: 'nbdkit',
  nbdfuse: 'libnbd-bin',
  fusermount3: 'fuse3',
  'mkfs.ext4': 'e2fsprogs',
  losetup: 'mount',
} as const;

export type Tool = keyof typeof PACKAGE_OF;

/** The whole of it, instead of the sample that runs with every change. */
export const FULL = process.env['BWC_FAULTS'] === 'full';

export const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
export const MAIN = `${ROOT}dist/cli/main.js`;

/** @throws Error naming everything that is missing at once */
export function need(...tools: readonly Tool[]): void {
  const lacking: string[] = [];
  if (!existsSync(MAIN)) lacking.push('dist/ (run: node packaging/build.mjs)');
  for (const tool of tools) {
    const found = spawnSync('sh', ['-c', `PATH=$PATH:/usr/sbin:/sbin command -v ${tool}`]).status === 0;
    if (!found) lacking.push(`${tool} (apt-get install ${PACKAGE_OF[tool]})`);
  }
  if (tools.includes('nbdfuse') && !existsSync('/dev/fuse')) lacking.push('/dev/fuse');
  if (tools.includes('losetup')) {
    if (process.getuid?.() !== 0) lacking.push('root, to mount');
    if (!existsSync('/dev/loop-control')) lacking.push('/dev/loop-control');
  }
  if (lacking.length > 0) throw new Error(`the fault tests cannot run here; missing: ${lacking.join('; ')}`);
}
