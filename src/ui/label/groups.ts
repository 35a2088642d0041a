/** Clips as they belong together: activities on record, what the station would put together, and what has no time. Pure. */
import type { ClipView } from '../../web/api-types.js';

export interface Group {
  readonly key: string;
  /** `activity`: on record; `proposal`: close in time, nobody has decided yet; `unplaced`: of these no time is known. */
  readonly kind: 'activity' | 'proposal' | 'unplaced';
  /** In the order of recording. */
  readonly clips: readonly ClipView[];
}

export interface Proposed {
  readonly start: string;
  readonly clips: readonly string[];
}

/** Latest group first. */
export function groupsOf(clips: readonly ClipView[], proposals: readonly Proposed[]): Group[] {
  const proposedIn = new Map(proposals.flatMap((p, i) => p.clips.map((id) => [id, `proposal ${String(i)}`] as const)));
  const groups = new Map<string, { kind: Group['kind']; clips: ClipView[] }>();
  for (const clip of clips) {
    const proposal = proposedIn.get(clip.id);
    const [key, kind]: readonly [string, Group['kind']] =
      clip.activity !== null
        ? [clip.activity, 'activity']
        : proposal !== undefined
          ? [proposal, 'proposal']
          : ['unplaced', 'unplaced'];
    const group = groups.get(key) ?? { kind, clips: [] };
    group.clips.push(clip);
    groups.set(key, group);
  }
  return [...groups]
    .map(([key, group]): Group => ({ key, kind: group.kind, clips: group.clips.sort(byTime) }))
    .sort((a, b) => compare(startOf(b), startOf(a)));
}

/** The corrected start; for what has none, when it was stored, which is later than anything it shows. */
const timeOf = (clip: ClipView): string => clip.start ?? clip.storedAt;
const startOf = ({ kind, clips: [first] }: Group): string =>
  kind === 'unplaced' || first === undefined ? '' : timeOf(first);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const byTime = (a: ClipView, b: ClipView): number => compare(timeOf(a), timeOf(b)) || compare(a.id, b.id);
