/** Loaded into the daemon before anything else (`--import`): tells whoever started it how long its event loop was held up. */
import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Nobody else who is started with the same options answers. */
if (process.argv[1]?.endsWith('/cli/main.js') === true && process.send !== undefined) {
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  process.on('message', (asked) => {
    if (asked !== 'loop') return;
    // Of each sample, the resolution itself is no delay.
    const ms = (ns: number): number => Math.max(0, ns / 1e6 - 10);
    process.send?.({ p50: ms(delay.percentile(50)), p99: ms(delay.percentile(99)), max: ms(delay.max) });
    delay.reset();
  });
  process.channel?.unref();
}
