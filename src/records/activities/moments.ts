/** When activities began and ended: as it was said, else as their recordings have it. */
import type { KnownMoment } from '../../policy/facts/facts.js';
import type { Repositories } from '../../store/station-store.js';
import { ofActivity } from '../clips/recorded.js';
import { saidBy } from '../clips/said.js';

export interface ActivityMoments {
  readonly start: KnownMoment | null;
  readonly end: KnownMoment | null;
}

export function momentsOf(store: Repositories, ids: readonly string[]): ReadonlyMap<string, ActivityMoments> {
  const said = store.statements.inForceOf('activity', ids);
  const spans = store.clipFacts.activities(ids);
  return new Map(
    ids.map((id) => {
      const moments = { ...ofActivity(spans.get(id)), ...saidBy(said.get(id)).moments };
      return [id, { start: moments.activityStart ?? null, end: moments.activityEnd ?? null }];
    }),
  );
}
