/** Each fault, once, in raw packets. */
import { describe, expect, it } from 'vitest';
import { encodeHeader } from '../../../../src/device/mtp/codec/container.js';
import { parseDeviceInfo } from '../../../../src/device/mtp/codec/device-info.js';
import { ResponseCode } from '../../../../src/device/mtp/codec/responses.js';
import { type Fault, fillContent, type Knobs } from '../../../../src/device/testing/mtp/index.js';
import { cameraWith, Op, opened, RawHost, read } from './support.js';

const SIZE = 2000;
/** Partial reads of the file; the fault strikes at the first. */
const struckBy = (fault: Fault, byteOffset?: number, knobs: Partial<Knobs> = {}): Promise<RawHost> =>
  opened({
    knobs,
    schedule: [
      {
        when: { op: Op.GetPartialObject, nth: 1, ...(byteOffset === undefined ? {} : { byteOffset }) },
        do: fault,
      },
    ],
  });
const ask = (raw: RawHost, bytes = SIZE) => raw.ask(Op.GetPartialObject, 1, 0, bytes);
const start = (raw: RawHost): Promise<unknown> => raw.command(Op.GetPartialObject, [1, 0, SIZE]);
const whole = (raw: RawHost, version = 0): Buffer => {
  const into = Buffer.alloc(SIZE);
  const content = raw.camera.store.find('A.MP4').versions[version];
  if (content !== undefined) fillContent(content, 0, into);
  return into;
};

/** Afterwards a second read is right again. */
async function works(raw: RawHost): Promise<void> {
  const answer = await ask(raw);
  expect(answer.code).toBe(ResponseCode.OK);
  expect(answer.data?.equals(whole(raw, raw.camera.store.find('A.MP4').versions.length - 1))).toBe(true);
}

const CLASS = { type: 0x21, value: 0, index: 0 };
const control = {
  cancel: (raw: RawHost) => {
    const payload = Buffer.from([1, 0x40, 9, 0, 0, 0]);
    return raw.pipe.controlOut({ ...CLASS, request: 0x64 }, payload, 100);
  },
  reset: (raw: RawHost) => raw.pipe.controlOut({ ...CLASS, request: 0x66 }, new Uint8Array(), 100),
  status: async (raw: RawHost): Promise<number[] | string> => {
    const into = Buffer.alloc(32);
    const { status, bytes } = await raw.pipe.controlIn({ ...CLASS, request: 0x67 }, into, 100);
    if (status !== 'ok') return status;
    expect(into.readUInt16LE(0)).toBe(bytes);
    const addresses = Array.from({ length: (bytes - 4) / 4 }, (_, i) => into.readUInt32LE(4 + i * 4));
    return [into.readUInt16LE(2), ...addresses];
  },
};

describe('stalls', () => {
  it('of bulk OUT: the command is not taken', async () => {
    const raw = await struckBy({ kind: 'stallBulkOut' });
    await expect(ask(raw)).rejects.toThrow('command: stall');
    await expect(ask(raw)).rejects.toThrow('command: stall');
    await raw.pipe.clearHalt('bulkOut');
    expect(raw.camera.operations.filter(({ code }) => code === Op.GetPartialObject)).toEqual([]);
    await works(raw);
  });

  it('of bulk IN, and it goes on behind it', async () => {
    const raw = await struckBy({ kind: 'stallBulkIn', after: 'resume' }, 600);
    await start(raw);
    const first = await read(raw.pipe, 4096);
    expect([first.status, first.bytes.length]).toEqual(['stall', 512]);
    expect((await read(raw.pipe)).status).toBe('stall');
    await raw.pipe.clearHalt('bulkIn');
    const rest = await read(raw.pipe, 4096);
    expect(Buffer.concat([first.bytes, rest.bytes]).subarray(12).equals(whole(raw))).toBe(true);
  });

  it('of bulk IN, and it is over', async () => {
    const raw = await struckBy({ kind: 'stallBulkIn', after: 'drop' });
    await start(raw);
    expect((await read(raw.pipe)).status).toBe('stall');
    await raw.pipe.clearHalt('bulkIn');
    expect((await read(raw.pipe)).status).toBe('timeout');
    await works(raw);
  });

  it('of class requests', async () => {
    const raw = await struckBy({ kind: 'stallControl', times: 2 });
    await works(raw);
    expect((await control.cancel(raw)).status).toBe('stall');
    expect(await control.status(raw)).toBe('stall');
    expect(await control.status(raw)).toEqual([ResponseCode.OK]);
  });
});

describe('data that is not what it says', () => {
  it.each([
    ['full', 'full', ResponseCode.OK, SIZE, SIZE],
    ['full', 'short', ResponseCode.IncompleteTransfer, SIZE, 1993],
    ['short', 'full', ResponseCode.OK, 1993, SIZE],
    ['short', 'short', ResponseCode.OK, 1993, 1993],
  ] as const)('short: declared %s, counted %s', async (declared, counted, response, says, counts) => {
    const raw = await struckBy({ kind: 'shortData', missing: 7, declared, counted, response });
    const answer = await ask(raw);
    expect(answer).toMatchObject({ declared: says, params: [counts], code: response });
    expect(answer.data).toHaveLength(1993);
    await works(raw);
  });

  it.each([
    ['true', SIZE],
    ['long', SIZE + 9],
  ] as const)('longer: declared %s', async (declared, says) => {
    const raw = await struckBy({ kind: 'extraData', bytes: 9, declared });
    const answer = await ask(raw);
    expect([answer.data?.length, answer.declared]).toEqual([SIZE + 9, says]);
    expect(answer.data?.subarray(0, SIZE).equals(whole(raw))).toBe(true);
    await works(raw);
  });

  it('one byte wrong, which nothing tells', async () => {
    const raw = await struckBy({ kind: 'corruptByte', at: 1999 });
    const answer = await ask(raw);
    expect(answer).toMatchObject({ declared: SIZE, params: [SIZE], code: ResponseCode.OK });
    const differs = [...(answer.data ?? [])].flatMap((byte, i) => (byte === whole(raw)[i] ? [] : [i]));
    expect(differs).toEqual([1999]);
    expect(raw.camera.struck).toEqual([{ kind: 'corruptByte', at: 1999 }]);
    await works(raw);
  });

  it('a fault without effect is not told of', async () => {
    const raw = await struckBy({ kind: 'corruptByte', at: SIZE });
    await works(raw);
    expect(raw.camera.struck).toEqual([]);
  });

  it.each([
    ['data', 3 ^ 0x5a5a, 3],
    ['response', 3, 3 ^ 0x5a5a],
  ] as const)('the transaction of the %s is wrong', async (where, dataTid, tid) => {
    const raw = await struckBy({ kind: 'wrongTid', in: where });
    await raw.ask(Op.GetStorageIDs);
    expect(await ask(raw)).toMatchObject({ dataTid, tid });
    await works(raw);
  });
});

describe('answers that do not come', () => {
  it('late', async () => {
    const raw = await struckBy({ kind: 'delay', ms: 20_000 }, 600);
    await start(raw);
    const into = Buffer.alloc(4096);
    const began = raw.camera.timing.now();
    expect(await raw.pipe.bulkIn(into, 30_000)).toEqual({ status: 'ok', bytes: SIZE + 12 });
    expect(raw.camera.timing.now() - began).toBe(20_000);
    await read(raw.pipe);
    await works(raw);
  });

  it('no response', async () => {
    const raw = await struckBy({ kind: 'dropResponse' });
    await start(raw);
    expect((await read(raw.pipe, 4096)).bytes).toHaveLength(SIZE + 12);
    expect((await read(raw.pipe)).status).toBe('timeout');
    await works(raw);
  });

  it('busy, several times', async () => {
    const raw = await struckBy({ kind: 'busy', times: 3 });
    for (let i = 0; i < 3; i++) expect(await ask(raw)).toMatchObject({ data: null, code: ResponseCode.DeviceBusy });
    await works(raw);
  });

  const hung = async (until: 'cancel' | 'reset' | 'replug'): Promise<RawHost> => {
    const raw = await struckBy({ kind: 'hang', until }, 600);
    await start(raw);
    const { status, bytes } = await read(raw.pipe, 4096);
    expect([status, bytes.length]).toEqual(['timeout', 512]);
    expect((await raw.command(Op.GetStorageIDs)).status).toBe('timeout');
    return raw;
  };

  it('hung until a cancel', async () => {
    const raw = await hung('cancel');
    expect(await control.status(raw)).toEqual([ResponseCode.DeviceBusy]);
    expect((await control.cancel(raw)).status).toBe('ok');
    expect(await control.status(raw)).toEqual([ResponseCode.OK]);
    await works(raw);
  });

  it('hung until a reset, of class or port', async () => {
    for (const reset of [control.reset, (raw: RawHost) => raw.pipe.reset()]) {
      const raw = await hung('reset');
      await control.cancel(raw);
      expect((await raw.command(Op.GetStorageIDs)).status).toBe('timeout');
      await reset(raw);
      expect((await raw.ask(Op.GetStorageIDs)).code).toBe(ResponseCode.SessionNotOpen);
      await raw.open();
      await works(raw);
    }
  });

  it('hung until it is plugged again', async () => {
    const raw = await hung('replug');
    expect((await control.cancel(raw)).status).toBe('timeout');
    expect((await control.reset(raw)).status).toBe('timeout');
    expect(await raw.pipe.reset()).toBe('error');
    await raw.pipe.close();
    raw.camera.unplug();
    raw.camera.replug();
    await works(await new RawHost(await raw.camera.connect(), raw.camera).open());
  });
});

describe('the cable', () => {
  it('comes out at a byte', async () => {
    const raw = await struckBy({ kind: 'unplug' }, 1030);
    await start(raw);
    const { status, bytes } = await read(raw.pipe, 4096);
    expect([status, bytes.length]).toEqual(['gone', 1024]);
    await expect(raw.camera.connect()).rejects.toThrow('gone');
    expect(raw.camera.plugged).toBe(false);
  });

  it.each([
    ['same', ResponseCode.OK],
    ['new', ResponseCode.InvalidObjectHandle],
  ] as const)('comes out and in again, with the %s handles', async (handles, code) => {
    const raw = await struckBy({ kind: 'unplugAndReplug', afterMs: 5000, handles });
    await start(raw);
    expect((await read(raw.pipe)).status).toBe('gone');
    await raw.camera.timing.sleep(4999);
    expect(raw.camera.plugged).toBe(false);
    await raw.camera.timing.sleep(1);
    const again = new RawHost(await raw.camera.connect(), raw.camera);
    expect((await again.ask(Op.GetStorageIDs)).code).toBe(ResponseCode.SessionNotOpen);
    await again.open();
    expect((await ask(again)).code).toBe(code);
  });

  it('another serial number comes back', async () => {
    const raw = await struckBy({ kind: 'serialChange', serial: 'OTHER' });
    const before = raw.camera.device;
    await works(raw);
    const info = parseDeviceInfo((await raw.ask(Op.GetDeviceInfo)).data ?? Buffer.alloc(0));
    expect([info.serialNumber, raw.camera.device.serial]).toEqual(['OTHER', 'OTHER']);
    await raw.pipe.close();
    await expect(raw.camera.connect(before)).rejects.toThrow('gone');
    await expect(raw.camera.connect(raw.camera.device)).resolves.toBeDefined();
  });
});

describe('changes underneath', () => {
  it('the file grows while it is read: the old part as announced', async () => {
    const raw = await struckBy({ kind: 'grow', bytes: 50 }, 1000);
    expect((await ask(raw)).data?.equals(whole(raw))).toBe(true);
    expect((await ask(raw, 9999)).data).toHaveLength(SIZE + 50);
  });

  it('the file grows before it is looked at', async () => {
    const raw = await struckBy({ kind: 'grow', bytes: 50 });
    expect((await ask(raw, 9999)).data).toHaveLength(SIZE + 50);
  });

  it('the file shrinks while it is read', async () => {
    const raw = await struckBy({ kind: 'shrink', bytes: 500 }, 600);
    const answer = await ask(raw);
    expect(answer).toMatchObject({ declared: SIZE, code: ResponseCode.IncompleteTransfer });
    expect(answer.data?.subarray(0, 1500).equals(whole(raw).subarray(0, 1500))).toBe(true);
  });

  it('another file takes its place: the first packet is of the old one, the rest of the new', async () => {
    const raw = await struckBy({ kind: 'replace' }, 500);
    const { data, code } = await ask(raw);
    expect(code).toBe(ResponseCode.OK);
    const mixed = Buffer.concat([whole(raw, 0).subarray(0, 500), whole(raw, 1).subarray(500)]);
    expect(data?.equals(mixed)).toBe(true);
  });

  it('the file is deleted', async () => {
    const raw = await struckBy({ kind: 'deleteUnderneath' }, 1000);
    expect((await ask(raw)).code).toBe(ResponseCode.IncompleteTransfer);
    expect((await ask(raw)).code).toBe(ResponseCode.InvalidObjectHandle);
    expect(raw.camera.mutations).toEqual([]);
  });

  it('the storage is taken out, with an event', async () => {
    const raw = await struckBy({ kind: 'storeRemoved' });
    expect((await ask(raw)).code).toBe(ResponseCode.InvalidObjectHandle);
    const event = Buffer.alloc(64);
    expect(await raw.pipe.interruptIn(event, 10)).toEqual({ status: 'ok', bytes: 16 });
    expect([event.readUInt16LE(6), event.readUInt32LE(12)]).toEqual([0x4005, 0x00010001]);
    expect((await raw.ask(Op.GetStorageIDs)).data?.readUInt32LE()).toBe(0);
  });
});

describe('cancel and reset', () => {
  const cancelled = async (knobs: Partial<Knobs>): Promise<RawHost> => {
    const raw = await opened({ knobs });
    await start(raw);
    await read(raw.pipe);
    expect((await control.cancel(raw)).status).toBe('ok');
    return raw;
  };

  it('without an answer', async () => {
    const raw = await cancelled({});
    expect((await read(raw.pipe)).status).toBe('timeout');
    await works(raw);
  });

  it('with what the controller still holds, and a response', async () => {
    const raw = await cancelled({ cancelLeaves: 2, cancel: 'answers' });
    const { bytes } = await read(raw.pipe, 4096);
    expect(bytes).toHaveLength(1024 + 12);
    expect(bytes.readUInt16LE(1024 + 6)).toBe(ResponseCode.TransactionCancelled);
    await works(raw);
  });

  it('with both endpoints halted, as the status says', async () => {
    const raw = await cancelled({ cancel: 'stalls' });
    expect(await control.status(raw)).toEqual([ResponseCode.TransactionCancelled, 0x81, 0x01]);
    await expect(ask(raw)).rejects.toThrow('command: stall');
    await raw.pipe.clearHalt('bulkIn');
    await raw.pipe.clearHalt('bulkOut');
    expect(await control.status(raw)).toEqual([ResponseCode.OK]);
    await works(raw);
  });

  it('of nothing changes nothing', async () => {
    const raw = await opened({ knobs: { cancel: 'stalls' } });
    expect((await control.cancel(raw)).status).toBe('ok');
    await works(raw);
  });

  it('another answer to it from now on', async () => {
    const raw = await struckBy({ kind: 'cancelReplies', with: 'answers' });
    await start(raw);
    await control.cancel(raw);
    expect((await read(raw.pipe)).bytes.readUInt16LE(6)).toBe(ResponseCode.TransactionCancelled);
  });

  it('the status is busy for a while', async () => {
    const raw = await struckBy({ kind: 'statusBusy', times: 2 });
    await works(raw);
    const codes = [await control.status(raw), await control.status(raw), await control.status(raw)];
    expect(codes).toEqual([[ResponseCode.DeviceBusy], [ResponseCode.DeviceBusy], [ResponseCode.OK]]);
  });

  it('a reset kills it until it is plugged again', async () => {
    const raw = await struckBy({ kind: 'resetKills' });
    await works(raw);
    expect((await control.reset(raw)).status).toBe('ok');
    expect((await raw.command(Op.GetDeviceInfo)).status).toBe('timeout');
    raw.camera.unplug();
    raw.camera.replug();
    await works(await new RawHost(await raw.camera.connect(), raw.camera).open());
  });

  it('requests it does not know are stalled', async () => {
    const raw = await opened();
    const setup = { ...CLASS, request: 0x65 };
    expect((await raw.pipe.controlIn(setup, new Uint8Array(8), 10)).status).toBe('stall');
    expect((await raw.pipe.controlOut({ ...CLASS, request: 0x64 }, new Uint8Array(5), 10)).status).toBe('stall');
    const other = { ...CLASS, index: 1, request: 0x67 };
    expect((await raw.pipe.controlIn(other, new Uint8Array(8), 10)).status).toBe('stall');
  });
});

describe('when', () => {
  it('counts commands of a kind, or all', async () => {
    const raw = await opened({
      schedule: [
        { when: { op: Op.GetPartialObject, nth: 2 }, do: { kind: 'busy', times: 1 } },
        { when: { op: 'any', nth: 5 }, do: { kind: 'busy', times: 1 } },
      ],
    });
    const codes = [await ask(raw), await ask(raw), await raw.ask(Op.GetStorageIDs), await ask(raw)];
    const { OK, DeviceBusy } = ResponseCode;
    expect(codes.map(({ code }) => code)).toEqual([OK, DeviceBusy, DeviceBusy, OK]);
  });

  it('two at one command strike in the order of their bytes', async () => {
    const at = (byteOffset: number, fault: Fault) => ({
      when: { op: Op.GetPartialObject, nth: 1, byteOffset },
      do: fault,
    });
    const raw = await opened({
      schedule: [at(5000, { kind: 'stallBulkIn', after: 'resume' }), at(0, { kind: 'grow', bytes: 1 })],
    });
    await start(raw);
    expect((await read(raw.pipe, 4096)).bytes).toHaveLength(SIZE + 12);
    expect(raw.camera.struck).toEqual([{ kind: 'grow', bytes: 1 }]);
    expect((await read(raw.pipe)).status).toBe('stall');
    await raw.pipe.clearHalt('bulkIn');
    expect((await read(raw.pipe)).bytes.readUInt16LE(6)).toBe(ResponseCode.OK);
  });
});

describe('the front door', () => {
  it('one pipe at a time; what was left unread is still there', async () => {
    const raw = await opened();
    await expect(raw.camera.connect()).rejects.toMatchObject({ code: 'bwc.device.busy' });
    await start(raw);
    await raw.pipe.close();
    const next = new RawHost(await raw.camera.connect(), raw.camera);
    expect((await read(next.pipe)).bytes).toHaveLength(512);
    expect((await next.command(Op.OpenSession, [1])).status).toBe('timeout');
  });

  it('shows its descriptors and its commands', async () => {
    const camera = cameraWith({ serialNumber: 'S', usb: { port: '3-1.4', vendorId: 0x4321 } });
    expect(camera.device).toMatchObject({
      port: '3-1.4',
      vendorId: 0x4321,
      serial: 'S',
      interface: { class: 6, subclass: 1, protocol: 1, name: 'MTP', bulkIn: 0x81, bulkOut: 1, interruptIn: 0x82 },
    });
    expect(camera.candidate).toMatchObject({ kind: 'usb', slot: 'usb:3-1.4', label: 'Body camera', confirmed: true });
    const raw = await new RawHost(await camera.connect(), camera).open();
    await raw.ask(Op.GetObjectHandles, 1, 2, 3);
    expect(camera.operations).toEqual([
      expect.objectContaining({ code: Op.OpenSession, transactionId: 0, params: [1] }),
      expect.objectContaining({ code: Op.GetObjectHandles, transactionId: 1, params: [1, 2, 3] }),
    ]);
  });

  it('halts on what is no container', async () => {
    const raw = await opened();
    expect((await raw.pipe.bulkOut(Buffer.from('hello'), 10)).status).toBe('stall');
    await raw.pipe.clearHalt('bulkOut');
    const event = encodeHeader({ length: 12, type: 4, code: 0x4001, transactionId: 0 });
    expect((await raw.pipe.bulkOut(event, 10)).status).toBe('stall');
    await raw.pipe.clearHalt('bulkOut');
    await works(raw);
  });

  it('sends events that are asked for', async () => {
    const raw = await opened();
    raw.camera.raise(0x4002, 7);
    const event = Buffer.alloc(64);
    expect(await raw.pipe.interruptIn(event, 10)).toEqual({ status: 'ok', bytes: 16 });
    expect([event.readUInt16LE(6), event.readUInt32LE(12)]).toEqual([0x4002, 7]);
  });
});
