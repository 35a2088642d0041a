import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Camera, ListedFile } from 'bwc-station/device';
import { onTestFinished } from 'vitest';

/** A folder that is gone when the test is over. */
export function scratch(): string {
  const dir = mkdtempSync(join(tmpdir(), 'lanting-'));
  onTestFinished(() => {
    rmSync(dir, { recursive: true });
  });
  return dir;
}

export async function listed(camera: Camera): Promise<ListedFile[]> {
  const files: ListedFile[] = [];
  for await (const file of camera.list()) files.push(file);
  return files;
}
