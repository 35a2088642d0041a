import { inspect } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DeviceError } from '../../../src/device/errors.js';
import type { VendorFault } from '../../../src/device/testing/vendor-host/index.js';
import type { HostCallName } from '../../../src/device/vendor-host/index.js';
import { candidateAt } from '../support.js';
import { bench, LIMITS, PASSWORD, SERIAL, stubDisk } from './support.js';

const at = fc.constantFrom<HostCallName>(
  'Init_Device',
  'GetZFYInfo',
  'read clock',
  'ReadDeviceBatteryDumpEnergy',
  'disk space',
  'SetMSDC',
);
const fault: fc.Arbitrary<VendorFault> = fc.oneof(
  at.chain((a) => fc.constantFrom<VendorFault>({ is: 'dies', at: a }, { is: 'hangs', at: a }, { is: 'blabs', at: a })),
  fc.record({ is: fc.constant('busy'), at, times: fc.constantFrom(1, 3, 100) }),
  fc.record({ is: fc.constant('answers'), at, code: fc.nat(9) }),
  fc.constantFrom<VendorFault>(
    { is: 'leaves without a word' },
    { is: 'never returns' },
    { is: 'returns in slot', slot: 'usb:3-2' },
    { is: 'returns as', volume: candidateAt('/media/b') },
  ),
);
const schedule = fc.record({
  faults: fc.array(fault, { maxLength: 3 }),
  answerMs: fc.constantFrom(0, 50, 900, 1500),
  returnMs: fc.constantFrom(0, 3000, 9900, 20_000),
  bounces: fc.nat(2),
});

it('property: whatever goes wrong, it is one visit that ends in time: the same camera, or a typed error', async () => {
  const ends = new Set<string>();
  await fc.assert(
    fc.asyncProperty(schedule, async ({ faults, answerMs, returnMs, bounces }) => {
      const disk = stubDisk({ '/media/a': SERIAL, '/media/b': 'B000002' }, bounces);
      const { open, timers, device, states } = bench({ faults, answerMs, returnMs }, {}, disk);
      const end = await open().catch((error: unknown) => error);
      ends.add(states.at(-1) ?? 'none');
      if (end instanceof Error) {
        expect(end).toBeInstanceOf(DeviceError);
        expect(end.cause).toBeUndefined();
        expect(disk.closed).toEqual(disk.opened);
        expect(['failed', 'timed out', 'someone else']).toContain(states.at(-1));
      } else {
        expect(disk.opened).toEqual(['/media/a']);
        expect(states.at(-1)).toBe('done');
      }
      expect(inspect(end, { depth: 20, showHidden: true })).not.toContain(PASSWORD);
      expect(timers.now()).toBeLessThanOrEqual(LIMITS.askMs + LIMITS.returnMs + LIMITS.callMs);
      expect(device.calls).not.toContain('WriteZFYInfo');
      expect(device.calls).not.toContain('SyncDevTime');
    }),
    { numRuns: 500 },
  );
  expect([...ends].sort()).toEqual(['done', 'failed', 'someone else', 'timed out']);
});
