/**
 * Entry point of the process that looks for cameras in vendors' host modes. Vendors' code runs here and in the visits'
 * processes only: whatever it does, the station goes on. It goes when the daemon goes, and when there is nothing to look for.
 */
import type { VendorHostCandidate } from '../../device/driver.js';
import { systemTimers, within } from '../../device/vendor-host/timers.js';
import { messageOf } from '../../domain/errors.js';
import { loadDrivers } from '../drivers.js';
import type { HostScanOrder, HostScanReport } from './host-scan.js';

/** Looking at what the kernel says takes milliseconds. */
const SCAN_WITHIN_MS = 5000;

function report(message: HostScanReport): void {
  process.send?.(message, undefined, undefined, () => undefined);
}

async function look({ cameras, everyMs }: HostScanOrder): Promise<void> {
  const { hostKinds } = await loadDrivers(cameras);
  const last = new Map<string, readonly VendorHostCandidate[]>();
  while (hostKinds.length > 0) {
    for (const kind of hostKinds) {
      try {
        const found = await within(systemTimers, SCAN_WITHIN_MS, () => kind.scan());
        if (found.late) throw new Error(`no answer within ${String(SCAN_WITHIN_MS)} ms`);
        last.set(kind.id, found.value);
      } catch (error) {
        // What could not be looked for is not gone.
        report({ type: 'failed', reason: `${kind.id}: ${messageOf(error)}` });
      }
    }
    report({ type: 'seen', candidates: [...last.values()].flat() });
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

process.once('message', (order) => {
  look(order as HostScanOrder)
    .catch((error: unknown) => {
      report({ type: 'failed', reason: messageOf(error) });
    })
    .finally(() => {
      process.disconnect();
    });
});
process.on('disconnect', () => {
  process.exit(0);
});
process.on('SIGINT', () => undefined);
