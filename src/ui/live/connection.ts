/** Whether the station answers. Told by every call, shown above every page. */
import { systemClock, toInstant, type Instant } from '../../domain/time.js';
import { watchCalls } from '../api/client.js';
import { Store } from '../lib/store.js';

export interface Connection {
  readonly up: boolean;
  /** When it last answered. */
  readonly answeredAt: Instant;
}

const now = (): Instant => toInstant(systemClock.now());

export const connection = new Store<Connection>({ up: true, answeredAt: now() });

/** @param signedOut is called when an answer says that there is no session (any more) */
export function watchConnection(signedOut: () => void): void {
  watchCalls({
    answered: () => {
      connection.set({ up: true, answeredAt: now() });
    },
    unreachable: () => {
      const before = connection.get();
      if (before.up) connection.set({ ...before, up: false });
    },
    signedOut,
  });
}
