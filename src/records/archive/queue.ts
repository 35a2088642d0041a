/**
 * Keeps the outbox in step with what is on record: a clip that nothing keeps from the archive is ordered there, with what
 * came with it and its record; of one that is there already whatever changes goes as a new version of its record.
 */
import type { Instant } from '../../domain/time.js';
import type { Repositories } from '../../store/station-store.js';
import type { ActContext } from '../act.js';
import type { Keeper } from '../after-change.js';
import type { ClipFactsOnRecord } from '../clips/facts-of-clip.js';
import { factsOfClips } from '../clips/facts-of-clip.js';

export const keepOutbox: Keeper = (context, clips) => {
  const { store, now } = context;
  const targets = store.archives.active();
  if (targets.length === 0) return;
  const bars = store.gateBars.of(clips.map(({ clip }) => clip.id));
  for (const one of clips) {
    if (bars.get(one.clip.id)?.length !== 0) store.outbox.withdraw(one.clip.id);
    else for (const target of targets) queue(store, target, one, now());
  }
};

function queue(
  { outbox, clips, clipSources, deadlines }: Repositories,
  target: string,
  one: ClipFactsOnRecord,
  at: Instant,
) {
  const { id, storedAt, marked, bytes } = one.clip;
  const sha256 = clips.get(id)?.sha256;
  if (sha256 === undefined) return;
  const rank = { important: marked, due: firstDue(deadlines.of(id)), age: storedAt };
  outbox.rank(id, rank, at);
  outbox.content({ target, clipId: id, kind: 'original', sha256, bytes, ...rank, at });
  for (const sidecar of clipSources.sidecars(id))
    outbox.content({ target, clipId: id, kind: 'sidecar', sha256: sidecar.sha256, bytes: sidecar.bytes, ...rank, at });
  outbox.record({ target, clipId: id, ...rank, at });
}

/** Of those that were missed as well: they stay missed. */
const firstDue = (all: ReturnType<Repositories['deadlines']['of']>): Instant | null =>
  all.reduce<Instant | null>(
    (first, { due, doneAt, settled }) =>
      due !== null && (settled === 'late' || doneAt === null) && (first === null || due < first) ? due : first,
    null,
  );

/**
 * For an archive that was configured only now: orders some of the clips from before.
 * @returns whether there are more
 */
export function queueNextBefore({ store, now }: Pick<ActContext, 'store' | 'now'>, atMost: number): boolean {
  const behind = store.archives.behind();
  if (behind === undefined) return false;
  const ids = store.archives.ready(behind.reached, atMost);
  store.transaction(() => {
    for (const clip of factsOfClips(store, ids)) queue(store, behind.name, clip, now());
    store.archives.reach(behind.name, ids.at(-1) ?? null);
  });
  return true;
}
