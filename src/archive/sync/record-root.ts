/**
 * Which signed root a record rests on: one that archives were shown, so that whoever audits them holds the record against what
 * stands there. All records of a sync share it as a rule: what only says that something has arrived needs no new one.
 */
import type { ArchivePlace, SyncContext } from './context.js';

/** Shows the log as it stands to the archive, as far as it may be shown. */
export type ShowLog = () => Promise<void>;

/** Somebody else's showing may have begun before the last entry was there. */
const TRIES = 2;

/**
 * @returns how many entries it covers: all that say anything of the clip. Where the archive keeps no checkpoints, or refuses
 *   them, it is one of the station's own
 */
export async function rootFor(
  { store, places }: Pick<SyncContext, 'store' | 'places'>,
  { witness }: ArchivePlace,
  clipId: string,
  show: ShowLog,
): Promise<number> {
  const needed = (store.custody.lastSaidOf(clipId) ?? 0) + 1;
  const shown = (): number => Math.max(0, ...places.map(({ name }) => store.custody.lastShown(name)));
  for (let i = 0; i < TRIES && shown() < needed && witness !== null; i += 1) await show();
  if (shown() >= needed) return shown();
  await store.signer.sign(needed);
  return store.custody.checkpointCovering(needed - 1)?.size ?? needed;
}

/** A record never lies at an archive before the root it rests on does. @param root null where it is not known */
export async function shownBefore(
  { store }: Pick<SyncContext, 'store'>,
  { name, witness }: ArchivePlace,
  root: number | null,
  show: ShowLog,
): Promise<void> {
  if (witness !== null && root !== null && root > store.custody.lastShown(name)) await show();
}
