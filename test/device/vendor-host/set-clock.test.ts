import { describe, expect, it } from 'vitest';
import type { ClockSetRecord, VendorSession } from '../../../src/device/vendor-host/index.js';
import type { VirtualVendorOptions } from '../../../src/device/testing/vendor-host/index.js';
import { at, bench, type Bench, PROFILE, SYNCHRONISED } from './support.js';

const ZONE = 'Asia/Shanghai';
const HOUR_MS = 3_600_000;

async function docked(options: Partial<VirtualVendorOptions>): Promise<Bench & { session: VendorSession }> {
  const made = bench({ clockOffsetMs: -HOUR_MS, ...options });
  return { ...made, session: await made.timers.run(made.driver.dock(made.device.candidate, PROFILE)) };
}
const set = async (options: Partial<VirtualVendorOptions> = {}): Promise<ClockSetRecord> => {
  const { timers, session } = await docked(options);
  return timers.run(session.setClock(SYNCHRONISED, ZONE));
};

describe('setting the clock', () => {
  it('says what it was before and after', async () => {
    const record = await set();
    expect(record).toMatchObject({ outcome: 'set', problem: null, stationClock: SYNCHRONISED });
    expect([record.askedAt, record.answeredAt]).toEqual([at(300), at(350)]);
    expect(record.before?.zoneShiftMinutes).toBe(-60);
    expect(Math.abs((record.before?.offsetMs ?? 0) + HOUR_MS)).toBeLessThanOrEqual(525);
    expect(Math.abs(record.after?.offsetMs ?? Infinity)).toBeLessThanOrEqual(525);
  });

  it('does not change what the visit knows of the clock its clips were recorded by', async () => {
    const { timers, session } = await docked({});
    await timers.run(session.setClock(SYNCHRONISED, ZONE));
    const camera = await timers.run(session.toDisk());
    const reading = await camera.readClock({ now: () => 0 }, ZONE);
    expect([reading.zoneShiftMinutes, reading.method]).toEqual([-60, 'device-command']);
  });

  it('happens in a visit only where it is asked for', async () => {
    const records: ClockSetRecord[] = [];
    const beforeDisk = async (session: VendorSession): Promise<void> => {
      records.push(await session.setClock(SYNCHRONISED, ZONE));
    };
    const asked = bench({}, { beforeDisk });
    await asked.open();
    const unasked = bench();
    await unasked.open();
    const times = ({ device }: Bench): number => device.calls.filter((call) => call === 'SyncDevTime').length;
    expect([times(asked), times(unasked), records.length]).toEqual([1, 0, 1]);
  });

  it.each([false, null])('is refused while the station is synchronised: %s', async (synchronised) => {
    const { timers, session, device } = await docked({});
    const state = { ...SYNCHRONISED, synchronised };
    await expect(timers.run(session.setClock(state, ZONE))).rejects.toMatchObject({ code: 'bwc.device.refused' });
    expect(device.calls).not.toContain('SyncDevTime');
  });

  it('needs the capability', async () => {
    const { timers, session } = await docked({ without: ['clockSet'] });
    const unsupported = { code: 'bwc.device.unsupported' };
    await expect(timers.run(session.setClock(SYNCHRONISED, ZONE))).rejects.toMatchObject(unsupported);
  });

  it('is over once it has become a disk', async () => {
    const { timers, session } = await docked({});
    await timers.run(session.toDisk());
    await expect(timers.run(session.setClock(SYNCHRONISED, ZONE))).rejects.toMatchObject({ code: 'bwc.device.gone' });
  });

  it('does without readings where the clock cannot be read', async () => {
    expect(await set({ without: ['clockRead'] })).toMatchObject({ outcome: 'set', before: null, after: null });
  });

  it('keeps a refusal on record', async () => {
    const record = await set({ faults: [{ is: 'answers', at: 'SyncDevTime', code: 6 }] });
    expect(record).toMatchObject({ outcome: 'refused' });
    expect(record.problem).toMatch(/^bwc\.device\.clock_refused: SyncDevTime/);
    expect(record.after?.zoneShiftMinutes).toBe(-60);
  });

  it('keeps on record that it stayed busy: nothing was set', async () => {
    expect(await set({ faults: [{ is: 'busy', at: 'SyncDevTime', times: Infinity }] })).toMatchObject({
      outcome: 'refused',
    });
  });

  it.each(['dies', 'hangs', 'blabs'] as const)('keeps on record that nobody knows: %s', async (is) => {
    const record = await set({ faults: [{ is, at: 'SyncDevTime' }] });
    expect(record.outcome).toBe('unknown');
    expect(record.before).not.toBeNull();
    expect(record.after === null).toBe(is !== 'blabs');
  });

  it('lets the visit fail where it cost the device', async () => {
    const beforeDisk = async (session: VendorSession): Promise<void> => {
      await session.setClock(SYNCHRONISED, ZONE);
    };
    const { open } = bench({ faults: [{ is: 'hangs', at: 'SyncDevTime' }] }, { beforeDisk });
    await expect(open()).rejects.toMatchObject({ code: 'bwc.device.timeout' });
  });

  it('gives the device free where what comes before the disk fails', async () => {
    const beforeDisk = (): Promise<void> => Promise.reject(new Error('the custodian said no'));
    const { open, states, device } = bench({}, { beforeDisk });
    await expect(open()).rejects.toThrow('the custodian said no');
    expect([states.at(-1), device.mode]).toEqual(['failed', 'host']);
  });
});
