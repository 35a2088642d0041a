/** What a custodian can do at the wall. */
import { call } from '../api/client.js';

export const cancelVisit = (visit: string): Promise<unknown> =>
  call('POST', `/api/visits/${encodeURIComponent(visit)}/cancel`, {});

export const setPriority = (slot: string | null): Promise<unknown> => call('PUT', '/api/priority', { slot });

export const retrySlot = (slot: string): Promise<unknown> => call('POST', '/api/slots/retry', { slot });
