/** Class requests, the counting of commands, and the front door. */
import { describe, expect, it } from 'vitest';
import { encodeHeader } from '../../../../src/device/mtp/codec/container.js';
import { ResponseCode } from '../../../../src/device/mtp/codec/responses.js';
import type { MtpFault, Knobs } from '../../../../src/device/testing/mtp/index.js';
import { ask, CLASS, control, SIZE, start, struckBy, works } from './fault-support.js';
import { cameraWith, Op, opened, RawHost, read } from './support.js';

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
    const at = (byteOffset: number, fault: MtpFault) => ({
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
