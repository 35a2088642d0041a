/** What lies on the cards of the tests. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
  createVirtualCamera,
  type VirtualCamera,
  type VirtualCameraOptions,
} from '../../../src/device/testing/index.js';
import { MEDIA } from './bwc.js';

export const media = (name: string): Buffer => readFileSync(join(MEDIA, name));

/** A file of `bytes` bytes that no other seed gives: real bytes, but no media that can be understood. */
export const noise = (bytes: number, seed: string): { readonly random: number; readonly seed: string } => ({
  random: bytes,
  seed,
});

/** An L1 card (PARAM.INI) unless told otherwise. */
export const card = (
  shelf: string,
  options: Partial<VirtualCameraOptions> & Pick<VirtualCameraOptions, 'serial' | 'files'>,
): Promise<VirtualCamera> => createVirtualCamera({ dir: shelf, layout: 'l1', officerNo: '350213', ...options });

/** Makes a folder with these files: path to content, names as text or raw bytes. */
export function folderOf(parent: string, files: Readonly<Record<string, Buffer | string>>, name = 'card'): string {
  const dir = join(parent, name);
  mkdirSync(dir, { recursive: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), content);
  }
  return dir;
}

export const mkfifo = (path: string): void => {
  execFileSync('mkfifo', ['--', path]);
};
