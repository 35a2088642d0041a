/**
 * Which signed root a record rests on: one that archives were shown, so that whoever audits them holds the record against what
 * stands there. All records of a sync share it as a rule: what only says that something has arrived needs no new one.
 */
import type { ArchivePlace, SyncContext } from './context.js';
import { beingShown } from './show-checkpoint.js';

/** Shows the log as it stands to the archive, as far as it may be shown. */
export type ShowLog = () => Promise<void>;

/** Somebody else's showing may have begun before the last entry was there. */
const TRIES = 2;

/**
 * @param atLeast of entries
 * @returns how many entries it covers: all that say anything of the clip. Where the archive keeps no checkpoints, or refuses
 *   them, it is one of the station's own
 */
export async function rootFor(
  { store, places }: Pick<SyncContext, 'store' | 'places'>,
  { witness }: ArchivePlace,
  clipId: string,
  show: ShowLog,
  atLeast = 0,
): Promise<number> {
  const needed = Math.max((store.custody.lastSaidOf(clipId) ?? 0) + 1, atLeast);
  const shown = (): number => Math.max(0, ...places.map(({ name }) => store.custody.lastShown(name)));
  for (let i = 0; i < TRIES && shown() < needed && witness !== null; i += 1) await show();
  if (shown() >= needed) return shown();
  await store.signer.sign(needed);
  return store.custody.checkpointCovering(needed - 1)?.size ?? needed;
}

/**
 * An archive that was shown a later root can never be shown this one. Asked in the transaction that puts it on record, after which
 * whatever is shown has it in its place.
 * @returns the least root that no archive is past; the root itself where none is
 */
export function notPast({ store, places }: Pick<SyncContext, 'store' | 'places'>, root: number): number {
  const past = places
    .filter((place) => place.witness !== null && !beingShown(place).includes(root))
    .map((place) => Math.max(store.custody.lastShown(place.name), ...beingShown(place)));
  return Math.max(root, ...past);
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
