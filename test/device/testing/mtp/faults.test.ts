/** Each fault of a transfer, of the cable and of what lies on the camera, once, in raw packets. */
import { describe, expect, it } from 'vitest';
import { parseDeviceInfo } from '../../../../src/device/mtp/codec/device-info.js';
import { ResponseCode } from '../../../../src/device/mtp/codec/responses.js';
import { ask, control, SIZE, start, struckBy, whole, works } from './fault-support.js';
import { Op, RawHost, read } from './support.js';

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
