/** The one stream of this page, over EventSource. */
import { monotonicMs } from '../../domain/time.js';
import type { LiveEvent, StationStatus } from '../../web/api-types.js';
import { get } from '../api/client.js';
import { StationLive } from './station-live.js';

export const live = new StationLive({
  status: () => get<StationStatus>('/api/status'),
  listen: (on, progress) => {
    const source = new EventSource(`/api/live?progress=${String(progress)}`);
    source.onopen = on.open;
    source.onerror = on.broken;
    source.onmessage = (message: MessageEvent<string>) => {
      on.event(JSON.parse(message.data) as LiveEvent);
    };
    return {
      close: () => {
        source.close();
      },
    };
  },
  now: monotonicMs,
  random: Math.random,
  later: (act, ms) => {
    const timer = setTimeout(act, ms);
    return () => {
      clearTimeout(timer);
    };
  },
});
