import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Camera, ListedFile } from '../../src/device/camera.js';
import type { VolumeCandidate } from '../../src/device/driver.js';
import { plainFolder } from '../../src/device/volume/scan.js';

/** A folder that is gone when the test is over. */
export async function tempFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'bwc-device-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
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
