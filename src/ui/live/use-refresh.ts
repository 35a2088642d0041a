/** A number that changes when lists should be asked for again: after a visit, and twice a minute. */
import { useEffect, useState } from 'react';
import { lately } from './activity.js';
import { live } from './live.js';

const EVERY_MS = 30_000;

export function useRefresh(): number {
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    const next = (): void => {
      // A page that only stands there is idle: it must not keep its session alive.
      if (lately()) setTurn((n) => n + 1);
    };
    const timer = setInterval(next, EVERY_MS);
    const stop = live.onEvent((event) => {
      const over = event.type === 'closed' || (event.type === 'describing' && event.clipsLeft === 0);
      if (over) next();
    });
    return () => {
      clearInterval(timer);
      stop();
    };
  }, []);
  return turn;
}
