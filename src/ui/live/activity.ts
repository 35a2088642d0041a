/** Whether somebody is at this page. */
import { monotonicMs } from '../../domain/time.js';

const LATELY_MS = 300_000;

let last = monotonicMs();
for (const kind of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'])
  addEventListener(
    kind,
    () => {
      last = monotonicMs();
    },
    { passive: true },
  );

export const lately = (): boolean => monotonicMs() - last < LATELY_MS;
