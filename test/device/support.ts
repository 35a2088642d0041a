import { execFileSync } from 'node:child_process';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Camera, ListedFile } from '../../src/device/camera.js';
import type { VolumeCandidate } from '../../src/device/driver.js';
import { plainFolder } from '../../src/device/volume/scan.js';

/** A folder that is gone when the test is over. */
export async function tempFolder(parent: string = tmpdir()): Promise<string> {
  const folder = await mkdtemp(path.join(parent, 'bwc-device-'));
  // Not Node's own `rm`: it cannot remove paths longer than PATH_MAX.
  onTestFinished(() => {
    execFileSync('rm', ['-rf', folder]);
  });
  return folder;
}

export const candidateAt = (root: string, changes: Partial<VolumeCandidate> = {}): VolumeCandidate => ({
  ...plainFolder(root),
  ...changes,
});

export async function listAll(camera: Camera): Promise<ListedFile[]> {
  const files: ListedFile[] = [];
  for await (const file of camera.list()) files.push(file);
  return files;
}

/** Joins raw bytes to a path. */
export const bytesPath = (folder: string, name: Uint8Array): Buffer => Buffer.concat([Buffer.from(`${folder}/`), name]);
