/** Which archives have to hold a clip before it may leave a camera: every one of the bureau's in the configuration, locked and witnessed as it says. */
import type { RequiredArchive } from '../archive/judge-archived.js';
import type { Config } from './config.js';

export const requiredArchives = ({ archive }: Pick<Config, 'archive'>): RequiredArchive[] =>
  archive.target
    .filter(({ role }) => role === 'bureau')
    .map((target) => ({
      name: target.name,
      archiveId: target.id,
      lock: target.kind === 's3' && target.lock !== 'none' ? target.lock : null,
      witness: target.witness_key?.name ?? null,
    }));
