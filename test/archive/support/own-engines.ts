/** Engines of a test file's own, for what kills them: the other files go on with the shared ones meanwhile. */
import { afterAll } from 'vitest';
import { startCeph, stopCeph, type Ceph } from './ceph.js';
import { startPostgres, stopPostgres, type Postgres } from './postgres.js';

export async function ownCeph(): Promise<Ceph> {
  const ceph = await startCeph();
  afterAll(() => {
    stopCeph(ceph);
  });
  return ceph;
}

export function ownPostgres(): Postgres {
  const postgres = startPostgres();
  afterAll(() => {
    stopPostgres(postgres);
  });
  return postgres;
}
