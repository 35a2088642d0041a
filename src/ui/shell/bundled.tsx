/** What comes in a bundle of its own, when it is first shown. */
import { lazy, Suspense, useState, type ComponentType, type ReactElement, type ReactNode } from 'react';
import { live } from '../live/live.js';

/**
 * A load that failed is tried again whenever this is shown anew: React's own `lazy` keeps the failure for good.
 * @param waiting is shown until the bundle is there
 */
export function bundled<P extends object = object>(
  load: () => Promise<{ readonly default: ComponentType<P> }>,
  waiting: ReactNode = null,
): ComponentType<P> {
  let failed = false;
  const fresh = (): ComponentType<P> =>
    lazy(() =>
      load().catch((error: unknown) => {
        failed = true;
        // Asking tells whether the station is away, and then when it is back.
        live.look();
        throw error;
      }),
    );
  let view = fresh();
  const current = (): ComponentType<P> => {
    if (failed) {
      failed = false;
      view = fresh();
    }
    return view;
  };
  return function Bundled(props: P): ReactElement {
    // Once for each time it is shown, or a failure would be tried again without an end.
    const [View] = useState(current);
    return (
      <Suspense fallback={waiting}>
        <View {...props} />
      </Suspense>
    );
  };
}
