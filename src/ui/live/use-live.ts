import { useEffect } from 'react';
import { live } from './live.js';

/** The stream is open while somebody is signed in. */
export function useLive(on: boolean): void {
  useEffect(() => {
    if (!on) return undefined;
    live.start();
    return () => {
      live.stop();
    };
  }, [on]);
}
