import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../../src/domain/time.js';
import { DirectoryTarget } from '../../../src/archive/targets/directory/directory-target.js';
import { initialiseDirectoryArchive } from '../../../src/archive/targets/directory/initialise.js';
import { describeTarget } from './contract.js';

describeTarget('a directory', async () => {
  const path = mkdtempSync(join(tmpdir(), 'bwc-archive-'));
  const archiveId = await initialiseDirectoryArchive(path, systemClock);
  return {
    target: new DirectoryTarget({ path, archiveId }, systemClock),
    keepsLocks: true,
    end: () => {
      rmSync(path, { recursive: true });
    },
  };
});
