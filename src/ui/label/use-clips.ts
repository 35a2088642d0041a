/** The clips of the page, in their groups. What was labelled here stays in the list until the list is changed. */
import { useCallback, useMemo, useRef } from 'react';
import type { ClipView } from '../../web/api-types.js';
import { ask, get } from '../api/client.js';
import { useAnswer } from '../api/use-answer.js';
import { useRefresh } from '../live/use-refresh.js';
import { groupsOf, type Group } from './groups.js';

export type Which = 'todo' | 'all';

const MOST = 500;

export interface Listed {
  readonly groups: readonly Group[] | undefined;
  readonly clips: ReadonlyMap<string, ClipView>;
  /** In the order of the list. */
  readonly order: readonly string[];
  readonly error: unknown;
  readonly again: () => void;
}

/** @param wanted a clip that is shown whether or not it is labelled */
export function useClips(which: Which, wanted: string | null): Listed {
  const turn = useRefresh();
  const shown = useRef(new Set<string>());
  const before = useRef(which);
  const { value, error, again } = useAnswer(
    async (signal) => {
      if (before.current !== which) shown.current = new Set();
      before.current = which;
      const query = which === 'todo' ? '&unlabelled=true' : '';
      const [clips, proposals] = await Promise.all([
        get<ClipView[]>(`/api/clips?sort=-start&limit=${String(MOST)}${query}`, signal),
        ask('activity.propose', { limit: 1000 }, signal),
      ]);
      const there = new Set(clips.map((c) => c.id));
      const rest = [...shown.current, ...(wanted === null ? [] : [wanted])].filter((id) => !there.has(id));
      const more = await Promise.all([...new Set(rest)].map((id) => oneClip(id, signal)));
      const all = [...clips, ...more.filter((c) => c !== null)];
      shown.current = new Set(all.map((c) => c.id));
      return { clips: all, proposals };
    },
    `${which} ${wanted ?? ''} ${String(turn)}`,
  );
  const groups = useMemo(() => (value === undefined ? undefined : groupsOf(value.clips, value.proposals)), [value]);
  const clips = useMemo(() => new Map((value?.clips ?? []).map((c) => [c.id, c])), [value]);
  const order = useMemo(() => (groups ?? []).flatMap((g) => g.clips.map((c) => c.id)), [groups]);
  return { groups, clips, order, error, again: useCallback(again, [again]) };
}

/** Null where it is not there, or not for this person. */
const oneClip = (id: string, signal: AbortSignal): Promise<ClipView | null> =>
  get<{ readonly clip: ClipView }>(`/api/clips/${encodeURIComponent(id)}`, signal).then(
    ({ clip }) => clip,
    () => null,
  );
