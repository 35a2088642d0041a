/** Acts that want the password once more: the page asks for it, and then goes on with the act. */
import { ApiError } from '../api/client.js';
import { Store } from '../lib/store.js';

interface Asking {
  readonly given: () => void;
  readonly left: () => void;
}

/** Undefined while nobody is asked. */
export const asking = new Store<Asking | undefined>(undefined);

const WANTED = 'bwc.access.confirm';

/** @throws ApiError as `act` does; the one about the password only where it was not given */
export async function confirmed<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof ApiError) || error.code !== WANTED) throw error;
    await new Promise<void>((resolve, reject) => {
      const over = (then: () => void) => (): void => {
        asking.set(undefined);
        then();
      };
      asking.set({
        given: over(resolve),
        left: over(() => {
          reject(error);
        }),
      });
    });
    return act();
  }
}
