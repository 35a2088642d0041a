import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { cameraContract, type ContractSubject, createVirtualCamera } from '../../../src/device/testing/index.js';
import {
  createVirtualVendorDevice,
  type VendorFault,
  vendorHostContract,
  type VirtualVendorOptions,
} from '../../../src/device/testing/vendor-host/index.js';
import {
  createVendorHostDriver,
  type HostInterface,
  ok,
  pollForVolume,
  Secret,
  systemTimers,
} from '../../../src/device/vendor-host/index.js';
import { candidateAt, tempFolder } from '../support.js';
import { PASSWORD, PROFILE, RECORD, SERIAL, SLOT } from './support.js';

const password = new Secret(PASSWORD);
const wrongPassword = new Secret('999999');
const nothing = (): Promise<void> => Promise.resolve();
const hostOf = (options: Partial<VirtualVendorOptions> = {}): HostInterface =>
  createVirtualVendorDevice({ slot: SLOT, volume: candidateAt('/media/a'), password, record: RECORD, ...options }).host;
const cases = (host: () => HostInterface): ReturnType<typeof vendorHostContract> =>
  vendorHostContract(() =>
    Promise.resolve({ host: host(), password, wrongPassword, mayWrite: true, cleanup: nothing }),
  );

describe('vendor host contract: the virtual device', () => {
  for (const { name, run } of cases(() => hostOf({ clockOffsetMs: 90_000 }))) it(name, run);
});

describe('vendor host contract: a device with the least it can have', () => {
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
  for (const { name, run } of cases(() => hostOf({ without }))) it(name, run);
});

describe('vendor host contract: it finds', () => {
  const failures = async (make: () => HostInterface): Promise<string[]> => {
    const failed: string[] = [];
    for (const { name, run } of cases(make)) await run().catch(() => failed.push(name));
    return failed;
  };
  const faulty = (fault: VendorFault) => (): HostInterface => hostOf({ faults: [fault] });
  const broken = (change: (host: HostInterface) => Partial<HostInterface>) => (): HostInterface => {
    const host = hostOf();
    return { ...host, ...change(host) };
  };

  it.each<[string, () => HostInterface, RegExp]>([
    ['a flag that is not true', broken(({ capabilities: c }) => ({ capabilities: { ...c, battery: false } })), /flags/],
    ['another code in GetIDCode', broken(() => ({ getIdCode: () => Promise.resolve(ok('OTHER')) })), /recognition/],
    ['a code that is none', () => hostOf({ code: '' }), /recognition/],
    [
      'an officer of zeros',
      broken(() => {
        const none = { serial: 'A', officerName: null, unitNo: null, unitName: null };
        return { getZfyInfo: () => Promise.resolve(ok({ ...none, officerNo: '000000' })) };
      }),
      /identity record/,
    ],
    ['a battery of 101 %', () => hostOf({ battery: 101 }), /numbers/],
    ['a password that is told', faulty({ is: 'blabs', at: 'GetZFYInfo' }), /repeats the password/],
    ['any password being good enough', faulty({ is: 'answers', at: 'disk space', code: 3 }), /wrong password/],
    ['a clock that cannot be set', faulty({ is: 'answers', at: 'SyncDevTime', code: 6 }), /clock that was set/],
    [
      'a clock that is nonsense',
      broken(() => ({ readClock: () => Promise.resolve(ok({ as: 'epoch', seconds: -1 })) })),
      /a time/,
    ],
    ['a switch that does not happen', broken(() => ({ setMsdc: () => Promise.resolve(ok(null)) })), /after SetMSDC/],
    [
      'a signal that is ignored',
      broken(() => ({ diskSpace: () => Promise.resolve(ok({ capacityBytes: 1, freeBytes: 0 })) })),
      /called off/,
    ],
  ])('%s', async (_, make, name) => {
    expect((await failures(make)).filter((n) => name.test(n))).not.toEqual([]);
  });
});

describe('camera contract: a virtual vendor device on a real tree', () => {
  for (const { name, run } of cameraContract(subject)) it(name, run);
});

async function subject(): Promise<ContractSubject> {
  const dir = await tempFolder();
  const dock = path.join(dir, 'dock');
  await mkdir(dock);
  const card = await createVirtualCamera({
    dir,
    layout: 'l1',
    serial: SERIAL,
    files: [
      { content: { random: 100_000, seed: 'a' } },
      { kind: 'photo', content: { random: 5_000, seed: 'b' } },
      { path: '视频/夜间巡查.mp4', content: { random: 999, seed: 'd' } },
    ],
  });
  const tree = await card.plug(dock);
  const device = createVirtualVendorDevice({ slot: SLOT, volume: card.candidate, password, record: RECORD });
  const driver = createVendorHostDriver({
    kind: device.kind,
    volumes: card.driver,
    waitForVolume: pollForVolume(device.scan, systemTimers, 5),
    credentials: () => password,
  });
  return {
    camera: await driver.open(device.candidate, PROFILE),
    files: card.files,
    tree,
    unplug: () => card.unplug(),
    cleanup: nothing,
  };
}
