/** A bag tells of footage for as long as that is kept: when a clip in it is to be kept for longer, so are its files. */
import { buffer } from 'node:stream/consumers';
import type { Instant } from '../../domain/time.js';
import { decodePath } from '../bag/manifest.js';
import { visitBagKey } from '../document-keys.js';
import { ArchiveError } from '../errors.js';
import type { ArchivePlace, SyncContext } from './context.js';
import { lasts } from './next-step.js';

const MANIFEST = 'tagmanifest-sha256.txt';
/** A digest and two blanks stand before the path. */
const PATH_FROM = 66;

/** Every version that lies there. @param until how long the clip is locked now. @throws ArchiveError */
export async function renewBags(
  { store }: Pick<SyncContext, 'store'>,
  { name, archiveId, target }: ArchivePlace,
  clipId: string,
  until: Instant,
): Promise<void> {
  for (const { id, visitId, version } of store.bags.lockedShorter(name, clipId, until)) {
    const keyOf = (path: string) => visitBagKey(store.marker.stationId, visitId, version, path);
    const lock = async (path: string): Promise<boolean> => {
      const retention = await target.retain(keyOf(path), null, until);
      if (retention !== null && !lasts(retention, until))
        throw new ArchiveError('bwc.archive.lock', `${keyOf(path)} is not locked until ${until}`, { key: keyOf(path) });
      return retention !== null;
    };
    // Where the archive keeps no retention there is nothing to do.
    if (!(await lock(MANIFEST))) return;
    const list = (await buffer(await target.read(keyOf(MANIFEST), null))).toString('utf8');
    const paths = list.split('\n').flatMap((line) => (line === '' ? [] : [decodePath(line.slice(PATH_FROM))]));
    for (const path of paths) await lock(path);
    store.transaction(() => {
      store.bags.locked(id, until);
      const about = { target: name, archive: archiveId, version, files: paths.length + 1 };
      store.log.append('bag.lock_renewed', { ...about, retainUntil: until }, { visitId });
    });
  }
}
