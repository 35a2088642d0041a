/** One engine for the whole run: started before the first test file of the project, stopped after the last. */
import type { TestProject } from 'vitest/node';
import { startCeph, stopCeph, type Ceph } from './ceph.js';

declare module 'vitest' {
  interface ProvidedContext {
    ceph: Ceph;
  }
}

export async function setup(project: TestProject): Promise<() => void> {
  const ceph = await startCeph();
  project.provide('ceph', ceph);
  return () => {
    stopCeph(ceph);
  };
}
