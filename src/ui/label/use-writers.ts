/** Who else has the labels of these clips open: told while the form is open, asked again when the station says so. */
import { useEffect, useState } from 'react';
import type { Writer } from '../../web/api-types.js';
import { call } from '../api/client.js';
import { live } from '../live/live.js';

/** Well before the station forgets a tab. */
const BEAT_MS = 10_000;

/** Of this tab, until it is loaded anew. `randomUUID` is there only where the page comes over TLS or from this machine. */
const TAB = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

const NOBODY: readonly Writer[] = [];
const MOST = 500;

export function useWriters(clips: readonly string[], changed: boolean): readonly Writer[] {
  const [found, setFound] = useState<{ readonly of: string; readonly writers: readonly Writer[] }>();
  const key = clips.slice(0, MOST).join(' ');
  useEffect(() => {
    if (key === '') return undefined;
    const stop = new AbortController();
    const say = (): void => {
      const at = { tab: TAB, clips: key.split(' '), changed };
      call<Writer[]>('POST', '/api/writers', at, stop.signal).then(
        (writers) => {
          setFound({ of: key, writers });
        },
        // The station is away, or a clip of these is not for this person: there is nobody to show.
        () => {
          if (!stop.signal.aborted) setFound(undefined);
        },
      );
    };
    say();
    const timer = setInterval(say, BEAT_MS);
    const deaf = live.onEvent(({ type }) => {
      if (type === 'writers') say();
    });
    return () => {
      stop.abort();
      clearInterval(timer);
      deaf();
    };
  }, [key, changed]);
  useEffect(() => {
    addEventListener('pagehide', leave);
    return () => {
      removeEventListener('pagehide', leave);
      leave();
    };
  }, []);
  return found?.of === key ? found.writers : NOBODY;
}

/** Also when the tab is closed: what is sent as a beacon goes out after it. */
function leave(): void {
  const gone = JSON.stringify({ tab: TAB, clips: [], changed: false });
  navigator.sendBeacon('/api/writers', new Blob([gone], { type: 'application/json' }));
}
