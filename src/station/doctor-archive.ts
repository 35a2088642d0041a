/** What `bwc doctor` says of the archives: whether each is there, is the right one, and what it holds to. */
import { DirectoryTarget } from '../archive/targets/directory/directory-target.js';
import { messageOf } from '../domain/errors.js';
import { systemClock } from '../domain/time.js';
import type { Config } from './config.js';
import { bad, ok, type Diagnosis } from './diagnosis.js';

export function checkArchives({ archive }: Config): Promise<Diagnosis[]> {
  if (archive.target.length === 0)
    return Promise.resolve([ok('archive', 'none is configured: footage stays on this station only')]);
  return Promise.all(
    archive.target.map(async ({ name, path, id }) => {
      try {
        const { verdict, freeBytes } = await new DirectoryTarget({ path, archiveId: id }, systemClock).probe();
        const room = freeBytes === null ? '' : `, ${String(Math.floor(freeBytes / 2 ** 20))} MiB free`;
        const detail = `${name} ${path}: retention ${verdict.enforcement ?? 'not kept'}${room}`;
        return verdict.mayArchive
          ? ok('archive', detail)
          : bad('archive', 'fail', detail, '换用可入档的目录', 'use a share that may be archived to');
      } catch (error) {
        return bad(
          'archive',
          'fail',
          `${name}: ${messageOf(error)}`,
          `检查 ${path} 是否已挂载、是否为所配置的局档案`,
          `check that ${path} is mounted and is the archive that was configured`,
        );
      }
    }),
  );
}
