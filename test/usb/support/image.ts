/** The guest's kernel and initramfs, built once and kept. */
import { spawnSync } from 'node:child_process';
import { GUEST_SCRIPTS, SYSTEM_ENV } from './need.js';

export interface GuestImage {
  readonly kernel: string;
  readonly initrd: string;
}

/** A few seconds and 70 MB from Debian's mirror the first time; nothing after that. */
export function guestImage(): GuestImage {
  const built = spawnSync('sh', [`${GUEST_SCRIPTS}/build.sh`], { encoding: 'utf8', env: SYSTEM_ENV });
  if (built.status !== 0) throw new Error(`the guest image cannot be built: ${built.stderr}`);
  const folder = built.stdout.trim();
  return { kernel: `${folder}/vmlinux`, initrd: `${folder}/initrd.img` };
}
