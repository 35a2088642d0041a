/**
 * What every vendor's host interface must keep to. Framework-neutral: each case throws where it does not hold.
 *
 * @example for (const { name, run } of vendorHostContract(make)) it(name, run);
 */
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { ClockReading } from '../../../domain/camera.js';
import { BwcError, hasCode } from '../../../domain/errors.js';
import { systemClock } from '../../../domain/time.js';
import { readingFromSample, takeSample } from '../../vendor-host/clock-sample.js';
import type { HostAnswer } from '../../vendor-host/host-answer.js';
import type { CallLimits, HostCapabilities, HostInterface } from '../../vendor-host/host-interface.js';
import { checkRecognitionCode } from '../../vendor-host/recognition-code.js';
import type { Secret } from '../../vendor-host/secret.js';
import { systemTimers, within } from '../../vendor-host/timers.js';
import { encodeZfyInfo } from '../../vendor-host/zfy-info.js';
import type { ContractCase } from '../contract.js';

export interface VendorHostSubject {
  /** Connected, `Init_Device` not yet called; the device is in host mode and its identity record has a serial. */
  readonly host: HostInterface;
  readonly password: Secret;
  /** A password the device must refuse; null for a device that locks after wrong ones. */
  readonly wrongPassword: Secret | null;
  /** Whether the suite may write the identity back as it is, and set the clock. */
  readonly mayWrite: boolean;
  readonly cleanup: () => Promise<void>;
}

type Check = (subject: VendorHostSubject) => Promise<void>;

/** `make` is called once for each case. The last case sends the device away as a disk. */
export function vendorHostContract(make: () => Promise<VendorHostSubject>): ContractCase[] {
  return Object.entries(CHECKS).map(([name, check]) => ({
    name,
    run: async () => {
      const subject = await make();
      try {
        await check(subject);
      } finally {
        await subject.host.close();
        await subject.cleanup();
      }
    },
  }));
}

const CALL_OF: Readonly<Record<keyof HostCapabilities, keyof HostInterface>> = {
  idCode: 'getIdCode',
  info: 'getZfyInfo',
  writeInfo: 'writeZfyInfo',
  clockSet: 'syncDevTime',
  resolution: 'readDeviceResolution',
  battery: 'readDeviceBatteryDumpEnergy',
  clockRead: 'readClock',
  diskSpace: 'diskSpace',
};

const CHECKS: Readonly<Record<string, Check>> = {
  'the flags tell the truth': ({ host }) => {
    for (const flag of Object.keys(CALL_OF) as (keyof HostCapabilities)[]) {
      assert.equal(host[CALL_OF[flag]] !== undefined, host.capabilities[flag], flag);
    }
    return Promise.resolve();
  },
  'Init_Device answers a recognition code, GetIDCode the same': async ({ host }) => {
    const code = checkRecognitionCode(await init(host));
    if (host.getIdCode !== undefined) assert.equal(checkRecognitionCode(await okOf(host.getIdCode(limits()))), code);
  },
  'the identity record holds what a record can hold, and does not change by being read': async (subject) => {
    const { host, password } = subject;
    await init(host);
    if (host.getZfyInfo === undefined) return;
    const info = await okOf(host.getZfyInfo(password, limits()));
    for (const variant of ['terminated', 'unterminated'] as const) encodeZfyInfo(info, variant);
    assert.deepEqual(await okOf(host.getZfyInfo(password, limits())), info);
  },
  'a wrong password is refused, by every call that takes one, and the right one still works': async (subject) => {
    const { host, wrongPassword } = subject;
    if (wrongPassword === null) return;
    await init(host);
    for (const [name, read] of readsOf(host, wrongPassword)) {
      assert.deepEqual(await read(limits()), { is: 'refused', refusal: 'password_refused' }, name);
    }
    assert.deepEqual(await host.setMsdc(wrongPassword, limits()), { is: 'refused', refusal: 'password_refused' });
    for (const [name, read] of readsOf(host, subject.password)) assert.equal((await read(limits())).is, 'ok', name);
  },
  'numbers are in their range': async ({ host, password }) => {
    await init(host);
    if (host.readDeviceBatteryDumpEnergy !== undefined) {
      const percent = await okOf(host.readDeviceBatteryDumpEnergy(password, limits()));
      assert.ok(percent >= 0 && percent <= 100, `${String(percent)} %`);
    }
    if (host.readDeviceResolution !== undefined) {
      const { width, height } = await okOf(host.readDeviceResolution(password, limits()));
      assert.ok(Number.isInteger(width) && width > 0 && Number.isInteger(height) && height > 0);
    }
    if (host.diskSpace !== undefined) {
      const { capacityBytes, freeBytes } = await okOf(host.diskSpace(password, limits()));
      assert.ok(Number.isSafeInteger(capacityBytes) && Number.isSafeInteger(freeBytes));
      assert.ok(freeBytes >= 0 && freeBytes <= capacityBytes);
    }
  },
  'the clock is a time': async ({ host, password }) => {
    await init(host);
    const reading = await clockOf(host, password);
    if (reading !== null) assert.equal(reading.method, 'device-command', reading.remark);
  },
  'a call that was called off before it began rejects': async ({ host, password }) => {
    await init(host);
    const calledOff: CallLimits = { ...limits(), signal: AbortSignal.abort(new Error('called off')) };
    for (const [name, read] of readsOf(host, password)) {
      await assert.rejects(() => inTime(read(calledOff)), BwcError, name);
    }
  },
  'no answer and no error repeats the password': async ({ host, password, wrongPassword }) => {
    await init(host);
    for (const secret of [password, ...(wrongPassword === null ? [] : [wrongPassword])]) {
      for (const [name, read] of readsOf(host, secret)) {
        const told = await read(limits()).catch((error: unknown) => error);
        assert.ok(!inspect(told, { depth: null, showHidden: true }).includes(secret.reveal()), name);
      }
    }
  },
  'writing the identity back leaves it as it was': async ({ host, password, mayWrite }) => {
    await init(host);
    if (!mayWrite || host.writeZfyInfo === undefined || host.getZfyInfo === undefined) return;
    const info = await okOf(host.getZfyInfo(password, limits()));
    await okOf(host.writeZfyInfo(info, password, limits()));
    assert.deepEqual(await okOf(host.getZfyInfo(password, limits())), info);
  },
  'a clock that was set is right': async ({ host, password, mayWrite }) => {
    await init(host);
    if (!mayWrite || host.syncDevTime === undefined) return;
    await okOf(host.syncDevTime(password, limits()));
    const reading = await clockOf(host, password);
    if (reading === null) return;
    const { offsetMs, uncertaintyMs } = reading;
    // One second more than the reading allows for: a camera may drop the fraction when it is set.
    assert.ok(Math.abs(offsetMs ?? Infinity) <= (uncertaintyMs ?? 0) + 1000, `${String(offsetMs)} ms off`);
  },
  'closing twice is fine': async ({ host }) => {
    await init(host);
    await host.close();
    await host.close();
  },
  'after SetMSDC nothing answers any more': async ({ host, password }) => {
    await init(host);
    const answer = await host.setMsdc(password, limits()).catch((error: unknown) => {
      assert.ok(hasCode(error, 'bwc.device.gone', 'bwc.device.timeout'), inspect(error));
      return null;
    });
    if (answer?.is === 'busy') return;
    if (answer !== null) assert.equal(answer.is, 'ok');
    const later = await host.initDevice(limits()).catch((error: unknown) => error);
    const connectFailed = { is: 'refused', refusal: 'connect_failed' };
    if (later instanceof Error) assert.ok(hasCode(later, 'bwc.device.gone', 'bwc.device.timeout'), inspect(later));
    else assert.deepEqual(later, connectFailed);
  },
};

const CALL_MS = 10_000;

const limits = (): CallLimits => ({ timeoutMs: CALL_MS, signal: AbortSignal.timeout(CALL_MS) });

/** Every call with a password that changes nothing. */
function readsOf(
  host: HostInterface,
  password: Secret,
): (readonly [string, (limits: CallLimits) => Promise<HostAnswer<unknown>>])[] {
  const all: readonly (readonly [string, ((p: Secret, l: CallLimits) => Promise<HostAnswer<unknown>>) | undefined])[] =
    [
      ['GetZFYInfo', host.getZfyInfo?.bind(host)],
      ['ReadDeviceResolution', host.readDeviceResolution?.bind(host)],
      ['ReadDeviceBatteryDumpEnergy', host.readDeviceBatteryDumpEnergy?.bind(host)],
      ['read clock', host.readClock?.bind(host)],
      ['disk space', host.diskSpace?.bind(host)],
    ];
  return all.flatMap(([name, read]) =>
    read === undefined ? [] : [[name, (l: CallLimits) => read(password, l)] as const],
  );
}

const init = (host: HostInterface): Promise<string> => okOf(host.initDevice(limits()));

async function okOf<T>(call: Promise<HostAnswer<T>>): Promise<T> {
  const answer = await call;
  assert.ok(answer.is === 'ok', `answered ${inspect(answer)}`);
  return answer.value;
}

/** The clock as the driver would read it, in UTC; null where there is no call for it. */
async function clockOf(host: HostInterface, password: Secret): Promise<ClockReading | null> {
  const readClock = host.readClock?.bind(host);
  if (readClock === undefined) return null;
  return readingFromSample(
    await takeSample(systemClock, systemTimers, () => okOf(readClock(password, limits()))),
    'UTC',
  );
}

/** With a deadline of its own: an implementation that ignores the signal would wait for ever. */
async function inTime<T>(call: Promise<T>): Promise<T> {
  const answer = await within(systemTimers, CALL_MS, () => call);
  if (answer.late) throw new Error('the call ignores that it was called off');
  return answer.value;
}
