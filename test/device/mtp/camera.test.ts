import { describe, expect, it } from 'vitest';
import type { Camera, ListedFile } from '../../../src/device/camera.js';
import { OperationCode } from '../../../src/device/mtp/codec/operations.js';
import { parseMtpModel } from '../../../src/device/mtp/model.js';
import { createMtpDriver } from '../../../src/device/mtp/mtp-driver.js';
import { probeMtp, redact } from '../../../src/device/mtp/probe.js';
import { GENERIC_QUIRKS } from '../../../src/device/mtp/quirks.js';
import { MtpSession } from '../../../src/device/mtp/session.js';
import { RecordingPipe } from '../../../src/device/mtp/transcript/recording-pipe.js';
import { parseTranscript, writeEntry } from '../../../src/device/mtp/transcript/transcript.js';
import { ReplayPipe } from '../../../src/device/testing/mtp/replay-pipe.js';
import {
  createVirtualMtpCamera,
  fillContent,
  generated,
  type VirtualMtpCamera,
  type VirtualMtpCameraOptions,
} from '../../../src/device/testing/mtp/index.js';
import { fromInstant, toInstant } from '../../../src/domain/time.js';

const GiB4 = 2 ** 32;
const ZONE = 'Asia/Shanghai';
const code = (name: string): Error => expect.objectContaining({ code: name }) as Error;

async function opened(options: VirtualMtpCameraOptions): Promise<{ virtual: VirtualMtpCamera; camera: Camera }> {
  const virtual = createVirtualMtpCamera(options);
  const driver = createMtpDriver({ host: virtual, timing: virtual.timing });
  return { virtual, camera: await driver.open(virtual.candidate, 'mtp-generic') };
}

async function listed(camera: Camera): Promise<ListedFile[]> {
  const files: ListedFile[] = [];
  for await (const file of camera.list()) files.push(file);
  return files;
}

describe('an MTP camera', () => {
  it('is told by its files as a mounted one is: layout, serial, officer, sidecars, staging', async () => {
    const { camera } = await opened({
      storages: [
        {
          entries: [
            { path: 'DCIM/Video/2026-03-01/DSJ_A123456_0815_20260301_091500.mp4', size: 5000 },
            { path: 'DCIM/Video/2026-03-01/DSJ_A123456_0815_20260301_091500.nmea', size: 40 },
            { path: 'DCIM/Image/2026-03-01/DSJ_A123456_0815_20260301_091700_IMP.jpg', size: 900 },
            { path: 'DCIM/Temp/DSJ_A123456_0815_20260301_092000.mp4', size: 70 },
          ],
        },
      ],
    });
    expect(camera.profile).toBe('mtp-generic/l6-dsj-android');
    expect(await camera.identify()).toMatchObject({ serial: 'A123456', officerNo: '0815', model: 'Body camera' });
    const byName = new Map((await listed(camera)).map((file) => [file.path.text.split('/').at(-1), file.class.as]));
    expect(Object.fromEntries(byName)).toEqual({
      'DSJ_A123456_0815_20260301_091500.mp4': 'clip',
      'DSJ_A123456_0815_20260301_091500.nmea': 'sidecar',
      'DSJ_A123456_0815_20260301_091700_IMP.jpg': 'clip',
      'DSJ_A123456_0815_20260301_092000.mp4': 'unfinalised',
    });
    await camera.close();
  });

  it('says what it is ready for: battery on its own scale, storage, protected clips', async () => {
    const { camera } = await opened({
      storages: [
        {
          maxCapacityBytes: 1000n,
          freeSpaceBytes: 250n,
          entries: [
            { path: 'a.mp4', size: 600, protection: 1 },
            { path: 'b.mp4', size: 50 },
          ],
        },
      ],
    });
    const files = await listed(camera);
    expect(files.map(({ path, locked }) => [path.text, locked])).toEqual([
      ['a.mp4', true],
      ['b.mp4', false],
    ]);
    expect(await camera.readiness()).toEqual({
      battery: { percent: 80, source: 'MTP property BatteryLevel' },
      storage: { capacityBytes: 1000, freeBytes: 250, lockedBytes: 600 },
    });
    await camera.close();
  });

  it('tells the name that people gave it, and no empty one', async () => {
    const named = await opened({ friendlyName: '二号记录仪' });
    expect(await named.camera.readiness()).toMatchObject({ friendlyName: '二号记录仪' });
    expect((await named.camera.identify()).serial).toBe('BWC0001');
    await named.camera.close();
    const nameless = await opened({ friendlyName: '' });
    expect(await nameless.camera.readiness()).not.toHaveProperty('friendlyName');
    await nameless.camera.close();
  });

  it('reads its clock to a few milliseconds by the change of the second', async () => {
    const { virtual, camera } = await opened({ clock: { offsetMs: 83_000 } });
    const start = fromInstant('2026-03-01T01:00:00.000Z');
    const reading = await camera.readClock({ now: () => start + virtual.timing.now() }, ZONE);
    expect(reading).toMatchObject({ method: 'property-edge', bound: 'two-sided' });
    expect(reading.uncertaintyMs).toBeLessThanOrEqual(20);
    expect(Math.abs((reading.offsetMs ?? NaN) - 83_000)).toBeLessThanOrEqual(20);
    await camera.close();
  });

  it.each(['none', 'utc', 'offset'] as const)(
    'sets its clock in the form the camera writes it (zone %s), and only where that was allowed',
    async (zoneWritten) => {
      const virtual = createVirtualMtpCamera({ clock: { offsetMs: 83_000, zoneWritten } });
      const start = fromInstant('2026-03-01T01:00:00.000Z');
      const clock = { now: () => start + virtual.timing.now() };
      const open = (setClock: boolean): Promise<Camera> =>
        createMtpDriver({ host: virtual, timing: virtual.timing, setClock }).open(virtual.candidate, 'mtp-generic');
      const careful = await open(false);
      expect(careful.manifest.clockSet).toBe(false);
      expect(careful).toMatchObject({ setClock: undefined });
      await careful.close();
      expect(virtual.mutations).toEqual([]);
      const camera = await open(true);
      expect(camera.manifest.clockSet).toBe(true);
      const second = Math.ceil(clock.now() / 1000) * 1000;
      await virtual.timing.sleep(second - clock.now());
      await camera.setClock?.(toInstant(second), ZONE);
      const after = await camera.readClock(clock, ZONE);
      expect(Math.abs(after.offsetMs ?? NaN)).toBeLessThanOrEqual(1000 + (after.uncertaintyMs ?? NaN));
      expect(virtual.mutations).toEqual([OperationCode.SetDevicePropValue]);
      await camera.close();
    },
  );

  it('reads on both sides of 4 GiB, and never asks beyond the end', async () => {
    const size = GiB4 + 1;
    const { virtual, camera } = await opened({ storages: [{ entries: [{ path: 'long.mp4', size, seed: 'long' }] }] });
    const [file] = await listed(camera);
    expect(file?.bytes).toBe(size);
    if (file === undefined) return;
    const source = await camera.open(file);
    const content = generated('long', size);
    for (const position of [0, GiB4 - 700, GiB4 - 1, GiB4]) {
      const into = Buffer.alloc(1000);
      let got = 0;
      for (let n = 1; n > 0 && got < into.length; got += n) n = await source.read(into.subarray(got), position + got);
      const expected = Buffer.alloc(Math.min(1000, size - position));
      fillContent(content, position, expected);
      expect(into.subarray(0, got)).toEqual(expected);
    }
    expect(await source.read(Buffer.alloc(10), size)).toBe(0);
    await source.close();
    for (const { code: op, params } of virtual.operations) {
      if (op !== OperationCode.GetPartialObject64) continue;
      const [, low = 0, high = 0, length = 0] = params;
      expect(low + high * GiB4 + length).toBeLessThanOrEqual(size);
    }
    await camera.close();
  });

  it('with several storages, one of them late, shows each as a folder', async () => {
    const { camera } = await opened({
      storages: [
        { description: 'Internal', appearsAfterMs: 1500, entries: [{ path: 'a.mp4', size: 10 }] },
        { description: 'SD card', appearsAfterMs: 3000, entries: [{ path: 'a.mp4', size: 20 }] },
      ],
    });
    expect((await listed(camera)).map(({ path }) => path.text)).toEqual(['Internal/a.mp4', 'SD card/a.mp4']);
    await camera.close();
  });

  it('whose every object is undescribable is an error, not an empty camera', async () => {
    await expect(
      opened({ storages: [{ entries: [{ path: 'a.mp4', size: 1, undescribable: true }] }] }),
    ).rejects.toThrow(code('bwc.device.listing_failed'));
  });

  it('is listed with 20,000 objects, each once', { timeout: 60_000 }, async () => {
    const entries = Array.from({ length: 20_000 }, (_, i) => ({
      path: `DCIM/${String(i % 20)}/${String(i)}.jpg`,
      size: 1,
    }));
    const { camera } = await opened({ storages: [{ entries }] });
    expect(new Set((await listed(camera)).map(({ path }) => path.text)).size).toBe(20_000);
    await camera.close();
  });

  it.each(['whole', 'none', 'partial', 'inconsistent'] as const)(
    'is listed the same with a property list that is %s as without one',
    async (propList) => {
      const entries = Array.from({ length: 40 }, (_, i) => ({ path: `DCIM/${String(i)}.jpg`, size: 100 + i }));
      const asked = new Map<boolean, number>();
      const seen = async (use: boolean): Promise<unknown> => {
        const virtual = createVirtualMtpCamera({ storages: [{ entries }], knobs: { propList } });
        const model = parseMtpModel({
          id: 'v',
          name: 'v',
          evidence: 'tests',
          match: { vendorId: '1209', productId: '0001' },
          quirks: { propList: use },
          reasons: { propList: 'tests' },
        });
        const driver = createMtpDriver({ host: virtual, timing: virtual.timing, models: [model] });
        const camera = await driver.open(virtual.candidate, 'v');
        const files = await listed(camera);
        await camera.close();
        asked.set(use, virtual.operations.filter(({ code: op }) => op === OperationCode.GetObjectInfo).length);
        return files;
      };
      expect(await seen(true)).toEqual(await seen(false));
      const saved = (asked.get(false) ?? 0) - (asked.get(true) ?? 0);
      if (propList === 'whole') expect(saved).toBeGreaterThan(35);
    },
  );

  it('that nobody has described or confirmed is not touched', async () => {
    const virtual = createVirtualMtpCamera({});
    const driver = createMtpDriver({ host: virtual, timing: virtual.timing });
    await expect(driver.recognise({ ...virtual.candidate, confirmed: false })).rejects.toThrow(
      code('bwc.device.unconfirmed'),
    );
    expect(await driver.recognise(virtual.candidate)).toMatchObject({ recognised: true, profile: 'mtp-generic' });
    expect(virtual.operations).toEqual([]);
  });

  it('is refused nothing it may read, and everything that would change it', async () => {
    const virtual = createVirtualMtpCamera({});
    const session = await MtpSession.open(await virtual.connect(), virtual.timing, {
      transferBytes: 16_384,
      depth: 2,
      timeoutMs: 1000,
      zeroTransaction: false,
      permitted: [],
      closeSession: true,
    });
    for (const operation of [
      OperationCode.DeleteObject,
      OperationCode.FormatStore,
      OperationCode.SetDevicePropValue,
      0x9999,
    ]) {
      await expect(session.run(operation, [1])).rejects.toThrow(code('bwc.device.unsupported'));
    }
    await session.close();
    expect(virtual.mutations).toEqual([]);
  });
});

describe('a model', () => {
  const json = { id: 'z1', name: 'Z1', evidence: 'tests', match: { vendorId: '2a45', productId: '0c02' } };

  it('gives a reason for each quirk', () => {
    const quirks = { classReset: true };
    expect(() => parseMtpModel({ ...json, quirks, reasons: {} })).toThrow('a quirk has no reason');
    expect(parseMtpModel({ ...json, quirks, reasons: { classReset: 'seen' } }).quirks).toEqual({
      ...GENERIC_QUIRKS,
      classReset: true,
    });
  });
});

describe('a report of a device', () => {
  it('says what it is and supports, without serial numbers and given names where they are to be hidden', async () => {
    const virtual = createVirtualMtpCamera({ friendlyName: '张三的记录仪', serialNumber: 'SECRET42' });
    const report = await probeMtp(virtual.candidate, { host: virtual, timing: virtual.timing, quirks: GENERIC_QUIRKS });
    expect(report).toMatchObject({ problem: null, usb: { id: '1209:0001', serial: 'SECRET42' } });
    expect(report.mtp?.operations).toContain('GetPartialObject64');
    const text = JSON.stringify(redact(report));
    expect(text).not.toContain('SECRET42');
    expect(text).not.toContain('张三');
    expect(virtual.mutations).toEqual([]);
  });

  it('says why there is none', async () => {
    const virtual = createVirtualMtpCamera({});
    virtual.unplug();
    const report = await probeMtp(virtual.candidate, { host: virtual, timing: virtual.timing, quirks: GENERIC_QUIRKS });
    expect(report).toMatchObject({ mtp: null, problem: 'the camera was unplugged' });
  });
});

describe('a transcript', () => {
  it('plays the same device back without it', async () => {
    const virtual = createVirtualMtpCamera({
      storages: [
        {
          entries: [
            { path: 'DCIM/执法.mp4', size: 3000 },
            { path: 'DCIM/x.bin', size: 100 },
          ],
        },
      ],
    });
    let text = '';
    const host = {
      connect: async () =>
        new RecordingPipe(await virtual.connect(), (entry) => {
          text += writeEntry(entry);
        }),
    };
    const look = async (from: typeof host | { connect: () => Promise<ReplayPipe> }): Promise<ListedFile[]> => {
      const camera = await createMtpDriver({ host: from, timing: virtual.timing }).open(
        virtual.candidate,
        'mtp-generic',
      );
      const files = await listed(camera);
      await camera.close();
      return files;
    };
    const seen = await look(host);
    const replay = new ReplayPipe(parseTranscript(text));
    expect(await look({ connect: () => Promise.resolve(replay) })).toEqual(seen);
    expect(seen.map(({ path }) => path.text)).toEqual(['DCIM/x.bin', 'DCIM/执法.mp4']);
    expect(replay.left).toBe(0);
  });

  it('that is damaged says where', () => {
    expect(() => parseTranscript('{"do":"open","maxPacket":512,"interfaceNumber":0}\n{"do":"dance"}\n')).toThrow(
      'line 2',
    );
  });
});
