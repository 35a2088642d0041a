/** The wall as it is now, with a tone for every card that changes to something a person should come for. */
import { useEffect, useMemo, useRef } from 'react';
import { useStore } from '../lib/store.js';
import { live } from '../live/live.js';
import { play } from './sound.js';
import { needsHand, wallOf, type Card, type CardState } from './wall.js';

/** Undefined until the station has answered once. */
export function useWall(): readonly Card[] | undefined {
  const status = useStore(live.status);
  useEffect(() => live.attend(), []);
  const progress = useStore(live.progress);
  const wall = useMemo(() => (status === undefined ? undefined : wallOf(status, progress)), [status, progress]);
  useTones(wall, status?.alarms.length ?? 0);
  return wall;
}

function useTones(wall: readonly Card[] | undefined, alarms: number): void {
  const before = useRef<{ readonly states: ReadonlyMap<string, CardState>; readonly alarms: number } | undefined>(
    undefined,
  );
  useEffect(() => {
    if (wall === undefined) return;
    const states = new Map(wall.map((card) => [card.slot, card.state]));
    const was = before.current;
    before.current = { states, alarms };
    // What was so when the page was opened is seen, not heard.
    if (was === undefined) return;
    const changed = wall.filter((card) => was.states.get(card.slot) !== card.state);
    if (alarms > was.alarms || changed.some((card) => needsHand(card.state))) play('alarm');
    else if (changed.some((card) => card.state === 'safe')) play('safe');
  }, [wall, alarms]);
}
