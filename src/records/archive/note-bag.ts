import { z } from 'zod';
import { BwcError } from '../../domain/errors.js';
import { act } from '../act.js';

/**
 * That somebody takes a visit as a bag: an entry for each clip that goes with it. What may not go to the archive (a secret,
 * not labelled yet, something was found of it) does not leave in a bag either.
 * @throws BwcError `bwc.store.not_found`, `bwc.bag.open` where the visit is not over, `bwc.bag.empty` where nothing of it may leave
 */
export const noteBag = act(z.strictObject({ visit: z.string().min(1), mhl: z.boolean() }), ({ store, by }, input) => {
  const visit = store.visits.get(input.visit);
  if (visit === undefined)
    throw new BwcError('bwc.store.not_found', `there is no visit ${input.visit}`, { id: input.visit });
  const { id } = visit;
  if (visit.state !== 'closed') throw new BwcError('bwc.bag.open', `visit ${id} is ${visit.state}`, { visit: id });
  const all = store.clipSources.clipsOfVisit(id);
  const bars = store.gateBars.of(all);
  const clips = all.filter((clip) => bars.get(clip)?.length === 0);
  const withheld = all
    .filter((clip) => bars.get(clip)?.length !== 0)
    .map((clip) => ({ clip, bars: bars.get(clip) ?? [] }));
  if (clips.length === 0)
    throw new BwcError('bwc.bag.empty', `no clip of visit ${id} may leave the station`, {
      visit: id,
      clips: all.length,
    });
  for (const clip of clips) store.log.append('clip.handed_over', { visit: id, mhl: input.mhl, by }, { clipId: clip });
  return { visit: id, clips, withheld };
});
