import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { hasCode } from '../../../src/domain/errors.js';
import { type HostCallName, Secret } from '../../../src/device/vendor-host/index.js';
import { candidateAt } from '../support.js';
import { bench, LIMITS, PASSWORD, PROFILE, RECORD, SERIAL, SLOT, stubDisk } from './support.js';

/** In the order in which a visit makes them. */
const CALLS: readonly HostCallName[] = [
  'Init_Device',
  'GetZFYInfo',
  'read clock',
  'ReadDeviceBatteryDumpEnergy',
  'disk space',
  'SetMSDC',
];

describe('a visit', () => {
  it('goes through host mode to the disk, and changes nothing on the way', async () => {
    const { open, device, states, timers, disk } = bench({ clockOffsetMs: 61_000 });
    const camera = await open();
    expect(device.calls).toEqual(CALLS);
    expect(states).toEqual(['docked', 'initialised', 'identified', 'switching', 'volume', 'done']);
    expect(await camera.identify()).toEqual({
      serial: SERIAL,
      officerNo: '012345',
      officerName: '李雷',
      unitNo: '310115',
      unitName: '第一中队',
      model: 'VRT01',
      firmware: null,
      source: 'GetZFYInfo',
    });
    expect(await camera.readiness()).toEqual({
      battery: { percent: 80, source: 'ReadDeviceBatteryDumpEnergy' },
      storage: { capacityBytes: 32_000_000_000, freeBytes: 20_000_000_000, lockedBytes: null },
    });
    expect(camera.manifest).toMatchObject({
      battery: true,
      storage: true,
      clockRead: 'device-command',
      clockSet: false,
    });
    const reading = await camera.readClock({ now: () => 0 }, 'UTC');
    expect(Math.abs((reading.offsetMs ?? 0) - 61_000)).toBeLessThanOrEqual(reading.uncertaintyMs ?? 0);
    expect(reading.uncertaintyMs).toBe(525);
    expect([camera.medium.id, camera.profile, disk.opened]).toEqual(['stub:/media/a', 'stub', ['/media/a']]);
    expect(timers.pending).toBe(0);
  });

  it('recognises by what the bus shows', async () => {
    const { driver, device } = bench();
    expect(await driver.recognise(device.candidate)).toMatchObject({ recognised: true, profile: PROFILE });
    expect(await driver.recognise({ ...device.candidate, productId: 1 })).toMatchObject({ recognised: false });
    expect(device.calls).toEqual([]);
  });

  it('makes do with the two calls every camera has', async () => {
    const without = [
      'idCode',
      'info',
      'writeInfo',
      'clockSet',
      'resolution',
      'battery',
      'clockRead',
      'diskSpace',
    ] as const;
    const { open, device } = bench({ without });
    const camera = await open();
    expect(device.calls).toEqual(['Init_Device', 'SetMSDC']);
    expect(await camera.identify()).toMatchObject({ serial: SERIAL, model: 'VRT01', source: 'PARAM.INI' });
    expect(camera.manifest).toMatchObject({ battery: false, storage: false, clockRead: 'newest-file' });
    expect(await camera.readiness()).toMatchObject({ battery: null, storage: { freeBytes: null } });
  });

  it('takes an impossible battery for an unknown one', async () => {
    const { open } = bench({ battery: 255 });
    const camera = await open();
    expect([(await camera.readiness()).battery, camera.manifest.battery]).toEqual([null, false]);
  });

  it('goes on without what is not needed', async () => {
    const { timers, driver, device } = bench({
      faults: [
        { is: 'blabs', at: 'disk space' },
        { is: 'busy', at: 'ReadDeviceBatteryDumpEnergy', times: 99 },
      ],
    });
    const session = await timers.run(driver.dock(device.candidate, PROFILE));
    expect(session.facts).toMatchObject({ battery: null, space: null });
    expect(session.facts.notes.join()).toMatch(/stays busy.*disk space: bad reply.*\[secret\]/);
    await timers.run(session.toDisk());
    expect(session.state).toMatchObject({ at: 'done', sameness: 'serial' });
  });

  it('answers one disk however often it is asked to become one', async () => {
    const { timers, driver, device } = bench();
    const session = await timers.run(driver.dock(device.candidate, PROFILE));
    const [first, second] = await timers.run(Promise.all([session.toDisk(), session.toDisk()]));
    expect(first).toBe(second);
    expect(device.calls.filter((call) => call === 'SetMSDC')).toHaveLength(1);
  });

  it('can be left in host mode', async () => {
    const { timers, driver, device, states } = bench();
    const session = await timers.run(driver.dock(device.candidate, PROFILE));
    await session.close();
    await expect(timers.run(session.toDisk())).rejects.toMatchObject({ code: 'bwc.device.gone' });
    expect(states.at(-1)).toBe('failed');
    expect(device.mode).toBe('host');
  });
});

describe('passwords', () => {
  it('that are wrong are used once', async () => {
    const { open, device } = bench({}, { credentials: () => new Secret('000001') });
    const details = { call: 'GetZFYInfo', refusal: 'password_refused' };
    await expect(open()).rejects.toMatchObject({ code: 'bwc.device.password_refused', details });
    expect(device.calls).toEqual(['Init_Device', 'GetZFYInfo']);
  });

  it('that are wrong are used once, where the first call with one is not needed', async () => {
    const { open, device } = bench({ without: ['info'] }, { credentials: () => new Secret('000001') });
    await expect(open()).rejects.toMatchObject({ details: { refusal: 'password_refused' } });
    expect(device.calls).toEqual(['Init_Device', 'read clock']);
  });

  it('that are not configured are not guessed', async () => {
    const { open, device } = bench({ code: 'OTHER' });
    await expect(open()).rejects.toMatchObject({ code: 'bwc.device.credential_missing', details: { model: 'OTHER' } });
    expect(device.calls).toEqual(['Init_Device']);
  });

  it.each(CALLS.slice(1))('stay out of the error when %s repeats them', async (call) => {
    const { timers, driver, device } = bench({ faults: [{ is: 'blabs', at: call }] });
    const seen: unknown[] = [];
    try {
      const session = await timers.run(driver.dock(device.candidate, PROFILE));
      seen.push(session);
      await timers.run(session.toDisk());
      seen.push(session.state);
    } catch (error) {
      seen.push(error, JSON.stringify(error));
    }
    const shown = inspect(seen, { depth: 20, showHidden: true });
    expect(shown).toContain('[secret]');
    expect(shown).not.toContain(PASSWORD);
  });
});

describe('a busy camera', () => {
  it.each<HostCallName>(['Init_Device', 'GetZFYInfo', 'SetMSDC'])('is asked again: %s', async (at) => {
    const { open, device } = bench({ faults: [{ is: 'busy', at, times: 4 }] });
    await open();
    expect(device.calls.filter((call) => call === at)).toHaveLength(5);
  });

  it.each<HostCallName>(['Init_Device', 'GetZFYInfo', 'SetMSDC'])('is given up in time: %s', async (at) => {
    const { open, device, timers, states } = bench({ faults: [{ is: 'busy', at, times: Infinity }] });
    await expect(open()).rejects.toMatchObject({ code: 'bwc.device.timeout' });
    expect(timers.now()).toBeLessThanOrEqual(LIMITS.askMs + LIMITS.callMs);
    expect([device.mode, states.includes('volume')]).toEqual(['host', false]);
    expect(device.calls.length).toBeGreaterThan(10);
  });
});

describe('coming back', () => {
  it('may take as long as the limit allows', async () => {
    expect((await bench({ returnMs: LIMITS.returnMs - 1000 }).open()).medium.id).toBe('stub:/media/a');
  });

  it('too late is not the same visit', async () => {
    const { open, states } = bench({ returnMs: LIMITS.returnMs + 1000 });
    await expect(open()).rejects.toMatchObject({ code: 'bwc.device.timeout', details: { slot: SLOT } });
    expect(states.at(-1)).toBe('timed out');
  });

  it('never is noticed', async () => {
    const { open, timers } = bench({ faults: [{ is: 'never returns' }] });
    await expect(open()).rejects.toMatchObject({ code: 'bwc.device.timeout' });
    expect(timers.now()).toBeLessThanOrEqual(LIMITS.returnMs + LIMITS.callMs);
  });

  it('in another slot is not noticed as this visit', async () => {
    const { open, disk } = bench({ faults: [{ is: 'returns in slot', slot: 'usb:3-2' }] });
    await expect(open()).rejects.toMatchObject({ code: 'bwc.device.timeout' });
    expect(disk.opened).toEqual([]);
  });

  it('in another slot is not taken even where the waiter mistakes it', async () => {
    const elsewhere = candidateAt('/media/a', { slot: 'usb:3-2' });
    const { open, disk } = bench({}, { waitForVolume: () => Promise.resolve(elsewhere) });
    await expect(open()).rejects.toMatchObject({ code: 'bwc.device.timeout' });
    expect(disk.opened).toEqual([]);
  });

  it('as somebody else is refused, and the disk let go', async () => {
    const { open, disk, states } = bench({ faults: [{ is: 'returns as', volume: candidateAt('/media/b') }] });
    await expect(open()).rejects.toMatchObject({
      code: 'bwc.device.other_camera',
      details: { expected: SERIAL, found: 'B000002', slot: SLOT },
    });
    expect([disk.closed, states.at(-1)]).toEqual([['/media/b'], 'someone else']);
  });

  it('with a label or names that say otherwise proves nothing against the port', async () => {
    const disk = stubDisk({ '/media/a': '36NCC009910' }, 0, 'file names');
    const { timers, driver, device } = bench({}, {}, disk);
    const session = await timers.run(driver.dock(device.candidate, PROFILE));
    await timers.run(session.toDisk());
    expect(session.state).toMatchObject({ at: 'done', sameness: 'port', serial: SERIAL });
  });

  it('as a disk nobody knows is refused', async () => {
    const { open } = bench({ volume: candidateAt('/media/unknown') });
    await expect(open()).rejects.toMatchObject({ code: 'bwc.device.refused', details: { slot: SLOT } });
  });

  it('twice, as some do, is one visit', async () => {
    const { open, states, disk } = bench({}, {}, stubDisk({ '/media/a': SERIAL }, 2));
    await open();
    expect(states.filter((state) => state === 'volume')).toHaveLength(3);
    expect(disk.opened).toEqual(['/media/a']);
  });

  it('needs no answer to SetMSDC', async () => {
    const { open, device } = bench({ faults: [{ is: 'leaves without a word' }] });
    expect((await open()).medium.id).toBe('stub:/media/a');
    expect(device.calls.at(-1)).toBe('SetMSDC');
  });

  it('is not waited for when the camera refuses', async () => {
    const { open, timers } = bench({ faults: [{ is: 'answers', at: 'SetMSDC', code: 8 }] });
    await expect(open()).rejects.toMatchObject({ details: { call: 'SetMSDC', refusal: 'switch_refused' } });
    expect(timers.now()).toBeLessThan(LIMITS.returnMs);
  });

  it('is waited for when the device says "not connected": it has left while answering', async () => {
    const { open, states } = bench({ faults: [{ is: 'answers', at: 'SetMSDC', code: 2 }] });
    await expect(open()).rejects.toMatchObject({ code: 'bwc.device.timeout', details: { during: 'gone' } });
    expect(states).toContain('gone');
  });
});

describe.each(CALLS)('a device that is lost in %s', (call) => {
  it.each(['dies', 'hangs'] as const)('%s: costs its own visit, in bounded time, with a typed error', async (is) => {
    const { open, timers, states, disk } = bench({ faults: [{ is, at: call }] });
    const error = await open().catch((e: unknown) => e);
    expect(hasCode(error, 'bwc.device.gone', 'bwc.device.timeout'), inspect(error)).toBe(true);
    expect(timers.now()).toBeLessThanOrEqual(LIMITS.askMs + LIMITS.returnMs + LIMITS.callMs);
    expect(['failed', 'timed out']).toContain(states.at(-1));
    expect([disk.opened, timers.pending]).toEqual([[], 0]);
  });
});

describe('nonsense', () => {
  it.each<HostCallName>(['Init_Device', 'GetZFYInfo', 'SetMSDC'])('in %s is a protocol error', async (at) => {
    const { open, device } = bench({ faults: [{ is: 'answers', at, code: 77 }] });
    await expect(open()).rejects.toMatchObject({ code: 'bwc.device.protocol', details: { call: at } });
    expect(device.mode).toBe('host');
  });

  it('as a recognition code is a protocol error', async () => {
    await expect(bench({ code: '\xff\xff' }).open()).rejects.toMatchObject({ code: 'bwc.device.protocol' });
  });

  it('as an identity record is a protocol error', async () => {
    const { open } = bench({ record: RECORD.subarray(1) });
    await expect(open()).rejects.toMatchObject({ code: 'bwc.device.protocol', details: { call: 'GetZFYInfo' } });
  });

  it('while connecting is a typed error, and so is no connection in time', async () => {
    const { device } = bench();
    const failing = { ...device.kind, connect: () => Promise.reject(new Error('LIBUSB_ERROR_ACCESS')) };
    await expect(bench({}, { kind: failing }).open()).rejects.toMatchObject({ code: 'bwc.device.connect_failed' });
    const hanging = { ...device.kind, connect: () => new Promise<never>(() => undefined) };
    await expect(bench({}, { kind: hanging }).open()).rejects.toMatchObject({ code: 'bwc.device.timeout' });
  });
});
