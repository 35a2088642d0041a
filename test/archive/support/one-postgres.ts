/** One PostgreSQL for the whole run: started before the first test file of the project, stopped after the last. */
import type { TestProject } from 'vitest/node';
import { startPostgres, stopPostgres, type Postgres } from './postgres.js';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: Postgres;
  }
}

export function setup(project: TestProject): () => void {
  const postgres = startPostgres();
  project.provide('postgres', postgres);
  return () => {
    stopPostgres(postgres);
  };
}
