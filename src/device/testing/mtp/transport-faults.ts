/** Faults of the cable and the endpoints. */
import type { TimedFault } from './schedule.js';
import type { DeviceTiming } from './virtual-timing.js';
import type { Wire } from './wire.js';

/** What the device can do to its own cable. */
export interface Cable {
  unplug(): void;
  replugAfter(ms: number, handles: 'same' | 'new'): void;
}

export type TransportFault = Extract<
  TimedFault,
  { kind: 'stallBulkIn' | 'delay' | 'hang' | 'unplug' | 'unplugAndReplug' }
>;

const KINDS: ReadonlySet<string> = new Set<TransportFault['kind']>([
  'stallBulkIn',
  'delay',
  'hang',
  'unplug',
  'unplugAndReplug',
]);

export const isTransportFault = (fault: TimedFault): fault is TransportFault => KINDS.has(fault.kind);

export function strikeTransport(
  fault: TransportFault,
  wire: Wire,
  cable: Cable,
  timing: DeviceTiming,
  wake: () => void,
): void {
  switch (fault.kind) {
    case 'stallBulkIn':
      wire.halted.add('bulkIn');
      if (fault.after === 'drop') wire.endTransaction();
      return;
    case 'hang':
      wire.hang = fault.until;
      return;
    case 'delay':
      wire.delay((resume) =>
        timing.after(fault.ms, () => {
          resume();
          wake();
        }),
      );
      return;
    case 'unplug':
      cable.unplug();
      return;
    case 'unplugAndReplug':
      cable.unplug();
      cable.replugAfter(fault.afterMs, fault.handles);
  }
}
