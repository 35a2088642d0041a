import {
  createVendorHostDriver,
  DeviceError,
  encodeZfyInfo,
  pollForVolume,
  RETURN_CODE,
  Secret,
  systemTimers,
  vendorHostCandidate,
} from 'bwc-station/device';
import { listAll, vendorHostContract } from 'bwc-station/device/testing';
import { describe, expect, it } from 'vitest';
import { createLantingDriver } from '../src/driver.js';
import { COMMAND, lantingHost, lantingKind, type Wire } from '../src/host.js';
import { createLantingCard, SERIAL } from '../src/testing/card.js';
import { scratch } from './support.js';

const PASSWORD = '740231';
const IDENTITY = { serial: SERIAL, officerNo: '350213', officerName: '陈志强', unitNo: null, unitName: '鹭江中队' };

/** The camera's firmware, as far as it matters here. */
function firmware(onDisk: () => void = () => undefined): Wire {
  let left = false;
  return {
    send: (command, payload) => {
      if (left) return Promise.reject(new DeviceError('bwc.device.gone', 'it has become a disk'));
      if (command === COMMAND.init) return Promise.resolve({ code: 1, data: Buffer.from('LTH2\0') });
      if (Buffer.from(payload).toString() !== PASSWORD) {
        return Promise.resolve({ code: RETURN_CODE.CHECK_PWD_FAILED, data: Buffer.alloc(0) });
      }
      if (command === COMMAND.info) return Promise.resolve({ code: 3, data: encodeZfyInfo(IDENTITY, 'terminated') });
      left = true;
      onDisk();
      return Promise.resolve({ code: RETURN_CODE.MSDC_SUCCESS, data: Buffer.alloc(0) });
    },
    close: () => Promise.resolve(),
  };
}

describe('vendor host contract', () => {
  const cases = vendorHostContract(() =>
    Promise.resolve({
      host: lantingHost(firmware()),
      password: new Secret(PASSWORD),
      wrongPassword: new Secret('999999'),
      mayWrite: false,
      cleanup: () => Promise.resolve(),
    }),
  );
  for (const { name, run } of cases) it(name, run);
});

describe('a Lanting H2', () => {
  it('says who carries it, becomes a disk in its slot, and is read as one', async () => {
    const card = await createLantingCard(scratch());
    const slot = 'usb:3-1.4';
    let disk = false;
    const driver = createVendorHostDriver({
      kind: lantingKind(() => Promise.resolve(firmware(() => void (disk = true)))),
      volumes: createLantingDriver(card.io),
      waitForVolume: pollForVolume(() => Promise.resolve(disk ? [{ ...card.candidate, slot }] : []), systemTimers, 5),
      credentials: (model) => (model === 'LTH2' ? new Secret(PASSWORD) : null),
    });
    const candidate = vendorHostCandidate({ slot, vendorId: 0x1209, productId: 0x0002, product: null });
    const camera = await driver.open(candidate, 'lanting-h2');
    expect(await camera.identify()).toMatchObject({ serial: SERIAL, officerName: '陈志强', model: 'LTH2' });
    expect(await listAll(camera)).toHaveLength(card.files.length);
    await camera.close();
  });
});
