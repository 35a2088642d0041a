/** A new station, made once for the whole run: a test that needs one copies it, which takes a thirtieth of the time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { initStation } from '../../src/station/init.js';
import { fixedClock } from './fixed-clock.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Its data directory. */
    newStation: string;
  }
}

export async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), 'bwc-new-station-'));
  const dataDir = join(folder, 'data');
  await initStation({ dataDir, name: 'Test', unit: 'Unit', mountRoots: [], actor: 'test' }, fixedClock);
  project.provide('newStation', dataDir);
  return () => {
    rmSync(folder, { recursive: true });
  };
}
