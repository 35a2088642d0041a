/** What is open, counted by officer, camera, unit or activity; whoever is latest comes first. */
import { z } from 'zod';
import { withOffset, type Instant } from '../../domain/time.js';
import { GROUPS, type Group, type OpenState } from '../../store/repositories/deadline-lists.js';
import { atOneMoment, question } from '../act.js';
import { asked, filterShape } from './filter.js';
import type { OnCamera } from './on-cameras.js';
import { onCamerasNow } from './on-cameras-now.js';

export interface DueGroup {
  /** Officer number, camera's serial or id, unit, activity; null where it is not known. */
  readonly key: string | null;
  readonly late: number;
  readonly dueSoon: number;
  readonly running: number;
  readonly blocked: number;
  readonly provisional: number;
  /** The earliest due time in the group, with its offset. */
  readonly next: string | null;
}

interface Counting {
  readonly counts: Map<OpenState, number>;
  next: Instant | null;
}

export const deadlinesBy = question(
  z.strictObject({ ...filterShape, by: z.enum(GROUPS) }),
  (asking, { by, ...filter }): readonly DueGroup[] => {
    const context = atOneMoment(asking);
    const { store, rules } = context;
    const wanted = asked(context, filter);
    const groups = new Map<string | null, Counting>();
    const count = (key: string | null, state: OpenState, n: number, next: Instant | null): void => {
      if (!wanted.states.includes(state)) return;
      const group = groups.get(key) ?? { counts: new Map<OpenState, number>(), next: null };
      group.counts.set(state, (group.counts.get(state) ?? 0) + n);
      if (next !== null && (group.next === null || next < group.next)) group.next = next;
      groups.set(key, group);
    };
    for (const { key, state, n, next } of store.deadlineLists.groups(by, wanted.at, wanted.filter))
      count(key, state, n, next);
    for (const row of onCamerasNow(context).filter(wanted.fits))
      count(keyOf(by, row), row.verdict.state as OpenState, 1, row.verdict.due);
    const serials = new Map(store.cameras.all().map(({ id, serial }) => [id, serial ?? id]));
    return [...groups]
      .map(([key, { counts, next }]) => ({
        key: by === 'camera' && key !== null ? (serials.get(key) ?? key) : key,
        late: counts.get('late') ?? 0,
        dueSoon: counts.get('dueSoon') ?? 0,
        running: counts.get('running') ?? 0,
        blocked: counts.get('blocked') ?? 0,
        provisional: counts.get('provisional') ?? 0,
        next: next === null ? null : withOffset(next, rules.calendar.zone),
      }))
      .sort((a, b) => b.late - a.late || b.dueSoon - a.dueSoon || b.running - a.running);
  },
);

function keyOf(by: Group, { camera, officer }: OnCamera): string | null {
  if (by === 'camera') return camera.id;
  if (by === 'unit') return camera.unitName;
  return by === 'officer' ? officer : null;
}
