/** A station that was restored elsewhere must not go on beside itself: two logs under one key would be a fork that is nobody's fault. */
import { loadPublicKey } from '../../store/custody/key.js';
import { restoresAt, superseded } from '../backup/restores.js';
import type { ArchivePlace, SyncContext } from './context.js';

/**
 * Statements that the station's key did not sign say nothing.
 * @throws ArchiveError `bwc.archive.superseded` where this station was restored and this is not the machine that goes on
 */
export async function mustBeTheLast({ store }: Pick<SyncContext, 'store'>, { target }: ArchivePlace): Promise<void> {
  const { stationId } = store.marker;
  const signed = (await restoresAt(target, stationId, loadPublicKey(store.paths))).filter((r) => r.statement !== null);
  const last = signed.at(-1);
  if (last === undefined) return;
  if (store.backups.lastRestore() !== last.statement?.id) throw superseded(stationId, last.key);
}
