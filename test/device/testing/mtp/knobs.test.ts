/** Each habit of a device, once, in raw packets. */
import { describe, expect, it } from 'vitest';
import { parseObjectHandles } from '../../../../src/device/mtp/codec/id-lists.js';
import { parseObjectInfo } from '../../../../src/device/mtp/codec/object-info.js';
import { ResponseCode } from '../../../../src/device/mtp/codec/responses.js';
import { fillContent, type Knobs } from '../../../../src/device/testing/mtp/index.js';
import { ALL, connected, Op, opened, packets, type RawHost, read, STORAGE } from './support.js';

const NONE = Buffer.alloc(0);
const bulk = async (knobs: Partial<Knobs>, size: number, count: number): Promise<number[]> => {
  const raw = await opened({ knobs, entries: [{ path: 'A', size }] });
  await raw.command(Op.GetObject, [1]);
  return (await packets(raw.pipe, count)).map(({ length }) => length);
};

describe('framing', () => {
  it.each([
    ['combined', {}, 1100, [512, 512, 88, 12]],
    ['combined, full speed', { maxPacket: 64 }, 100, [64, 48, 12]],
    ['combined, SuperSpeed', { maxPacket: 1024 }, 1100, [1024, 88, 12]],
    ['split', { header: 'split' }, 600, [12, 512, 88, 12]],
    ['split, no data', { header: 'split' }, 0, [12, 12]],
    ['split within the header', { header: { splitAt: 5 } }, 600, [5, 512, 95, 12]],
    ['split within the data', { header: { splitAt: 100 } }, 600, [100, 512, 0, 12]],
    ['a zero-length packet where it belongs', {}, 500, [512, 0, 12]],
    ['none where it does not', {}, 501, [512, 1, 12]],
    ['always one', { zlp: 'always' }, 501, [512, 1, 0, 12]],
    ['never one', { zlp: 'never' }, 500, [512, 12]],
    ['split, full last packet', { header: 'split' }, 512, [12, 512, 0, 12]],
    ['response in the last packet of the data', { response: 'glued' }, 100, [124]],
    ['response across the last packets', { response: 'glued' }, 495, [512, 7]],
  ] as const)('%s', async (_, knobs, size, lengths) => {
    expect(await bulk(knobs, size, lengths.length)).toEqual(lengths);
  });

  it('puts the same bytes through every packetisation', async () => {
    const headers: Knobs['header'][] = ['combined', 'split', { splitAt: 1 }, { splitAt: 13 }, { splitAt: 511 }];
    for (const header of headers) {
      for (const response of ['own-packet', 'glued'] as const) {
        const raw = await opened({ knobs: { header, response }, entries: [{ path: 'A', size: 200_000 }] });
        await raw.command(Op.GetObject, [1]);
        const stream: Buffer[] = [];
        for (let bytes = 0; bytes < 200_024; bytes += stream.at(-1)?.length ?? 0)
          stream.push((await read(raw.pipe)).bytes);
        const expected = Buffer.alloc(200_000);
        const { content } = raw.camera.store.find('A');
        if (content !== null) fillContent(content, 0, expected);
        const all = Buffer.concat(stream);
        expect(all.readUInt32LE(0)).toBe(200_012);
        expect(all.subarray(12, 200_012).equals(expected)).toBe(true);
        expect(all.readUInt16LE(200_012 + 6)).toBe(ResponseCode.OK);
      }
    }
  });

  it('a response is glued to full data when too much is asked for and no zero-length packet comes', async () => {
    const raw = await opened({ knobs: { zlp: 'never' }, entries: [{ path: 'A', size: 1012 }] });
    await raw.command(Op.GetObject, [1]);
    const { bytes } = await read(raw.pipe, 8192);
    expect(bytes).toHaveLength(1024 + 12);
    expect(bytes.readUInt16LE(1024 + 6)).toBe(ResponseCode.OK);
  });

  it('4 GiB and more are announced as unknown', async () => {
    for (const [size, declared] of [
      [2 ** 32 - 14, 0xfffffffe],
      [2 ** 32 - 13, ALL],
      [2 ** 32, ALL],
    ] as const) {
      const raw = await opened({ entries: [{ path: 'A', size }] });
      await raw.command(Op.GetObject, [1]);
      expect((await read(raw.pipe)).bytes.readUInt32LE(0)).toBe(declared);
    }
  });

  it.each([
    ['right', 1],
    ['zero', 0],
    ['wrong', 1 ^ 0x5a5a],
  ] as const)('a response with transaction %s', async (responseTid, tid) => {
    const raw = await connected({ knobs: { responseTid } });
    const answer = await raw.ask(Op.GetDeviceInfo);
    expect([answer.tid, answer.dataTid]).toEqual([tid, 1]);
  });

  it.each([
    ['response', 64, [12]],
    ['data-and-response', 64, [64, 48, 12]],
    ['data-and-response', 512, [112, 12]],
  ] as const)('a stale %s comes first', async (stale, maxPacket, lengths) => {
    const raw = await connected({ knobs: { stale, maxPacket } });
    await raw.command(Op.OpenSession, [1]);
    const all = await packets(raw.pipe, lengths.length + 1);
    expect(all.map(({ length }) => length)).toEqual([...lengths, 12]);
    expect(all[0]?.readUInt32LE(8)).toBe(41);
    expect(all.at(-1)?.readUInt32LE(8)).toBe(0);
  });
});

describe('sessions and commands', () => {
  it('a session may be open already', async () => {
    const raw = await connected({ knobs: { sessionOpenAtStart: true } });
    expect((await raw.ask(Op.OpenSession, 1)).code).toBe(ResponseCode.SessionAlreadyOpen);
  });

  it('what is not supported is refused', async () => {
    const raw = await opened({ knobs: { unsupported: [Op.GetObjectPropList, Op.GetPartialObject] } });
    expect((await raw.ask(Op.GetObjectPropList, ALL, 0, ALL, 0, 0)).code).toBe(ResponseCode.OperationNotSupported);
    expect((await raw.ask(Op.GetPartialObject, 1, 0, 10)).code).toBe(ResponseCode.OperationNotSupported);
    expect((await raw.ask(Op.GetPartialObject64, 1, 0, 0, 10)).data).toHaveLength(10);
  });

  it.each([
    ['waits', 'timeout'],
    ['stalls', 'stall'],
  ] as const)('a command before the last answer was read %s', async (commandWhileBusy, status) => {
    const raw = await opened({ knobs: { commandWhileBusy } });
    await raw.command(Op.GetObject, [1]);
    expect((await raw.command(Op.GetStorageIDs)).status).toBe(status);
  });

  it('a port reset ends the session, or the connection', async () => {
    const stays = await opened();
    expect(await stays.pipe.reset()).toBe('ok');
    expect((await stays.ask(Op.GetStorageIDs)).code).toBe(ResponseCode.SessionNotOpen);
    const leaves = await opened({ knobs: { portReset: 're-enumerates' } });
    const { address } = leaves.camera.device;
    expect(await leaves.pipe.reset()).toBe('gone');
    expect(leaves.camera.plugged).toBe(false);
    await leaves.camera.timing.sleep(1000);
    expect(leaves.camera.plugged).toBe(true);
    expect(leaves.camera.device.address).not.toBe(address);
  });
});

describe('listing', () => {
  const entries = [
    { path: 'D/A', size: 1 },
    { path: 'B', size: 1 },
  ];
  const count = async (rootParent: Knobs['rootParent'], parent: number): Promise<number | string> => {
    const raw = await (await connected({ entries, knobs: { rootParent } })).open();
    const { code, data } = await raw.ask(Op.GetObjectHandles, STORAGE, 0, parent);
    const number = await raw.ask(Op.GetNumObjects, STORAGE, 0, parent);
    const ids = data === null ? null : parseObjectHandles(data).ids.length;
    expect(number.params).toEqual(ids === null ? [] : [ids]);
    return ids ?? code.toString(16);
  };

  it.each([
    ['standard', 2, 3, '2009'],
    ['ffffffff-only', 2, '201a', '2009'],
    ['zero-only', '2009', 2, '2009'],
    ['storage-id', '201a', '201a', 2],
    ['recursive-only', '2009', 3, '2009'],
  ] as const)('the root: %s', async (mode, all, zero, storage) => {
    expect([await count(mode, ALL), await count(mode, 0)]).toEqual([all, zero]);
    expect(await count(mode, STORAGE)).toBe(storage);
  });

  const nameOf = async (raw: RawHost, handle: number): Promise<string> =>
    parseObjectInfo((await raw.ask(Op.GetObjectInfo, handle)).data ?? NONE).filename;
  const again = async (raw: RawHost): Promise<void> => {
    await raw.ask(Op.CloseSession);
    await raw.open();
  };

  it('handles: stable, from 1 in order of mention, or others', async () => {
    const flat = [
      { path: 'A', size: 1 },
      { path: 'B', size: 1 },
      { path: 'C', size: 1 },
    ];
    const stable = await opened({ entries: flat });
    await again(stable);
    expect(await nameOf(stable, 1)).toBe('A');
    const restart = await opened({ entries: flat, knobs: { handles: 'restart' } });
    await again(restart);
    restart.camera.store.remove(restart.camera.store.find('A'));
    await restart.ask(Op.GetObjectHandles, ALL, 0, ALL);
    expect(await nameOf(restart, 1)).toBe('B');
    const rekey = await opened({ entries: flat, knobs: { handles: 'rekey' } });
    const first = await nameOf(rekey, 3);
    await again(rekey);
    expect(await nameOf(rekey, 3)).not.toBe(first);
    rekey.camera.rekeyHandles();
    const { data } = await rekey.ask(Op.GetObjectHandles, ALL, 0, ALL);
    expect([...parseObjectHandles(data ?? NONE).ids].sort()).toEqual([1, 2, 3]);
    expect(await nameOf(rekey, 3)).toBe('C');
  });

  it('a size with 64 bits', async () => {
    const raw = await opened({ entries: [{ path: 'A', size: 5 * 2 ** 30 }], knobs: { objectInfo: 'samsung64' } });
    const info = parseObjectInfo((await raw.ask(Op.GetObjectInfo, 1)).data ?? NONE);
    expect(info).toMatchObject({ compressedSize: BigInt(5 * 2 ** 30), sizeBits: 64, filename: 'A' });
  });

  it('sizes as of the session stay as they were first seen', async () => {
    const raw = await opened({ knobs: { sizes: 'as-of-session' } });
    const size = async (): Promise<bigint> =>
      parseObjectInfo((await raw.ask(Op.GetObjectInfo, 1)).data ?? NONE).compressedSize;
    expect(await size()).toBe(2000n);
    raw.camera.store.find('A.MP4').grow(500);
    expect(await size()).toBe(2000n);
    expect((await raw.ask(Op.GetObject, 1)).data).toHaveLength(2000);
    await again(raw);
    expect(await size()).toBe(2500n);
  });
});

describe('partial reads', () => {
  it('may be shorter than asked', async () => {
    const raw = await opened({ knobs: { partialLimit: 300 } });
    expect(await raw.ask(Op.GetPartialObject, 1, 100, 1000)).toMatchObject({
      declared: 300,
      params: [300],
      code: 0x2001,
    });
  });

  it('beyond the end: cut, filled up, or never answered', async () => {
    const cut = await opened();
    expect(await cut.ask(Op.GetPartialObject, 1, 1900, 500)).toMatchObject({ declared: 100, params: [100] });
    expect(await cut.ask(Op.GetPartialObject, 1, 9000, 500)).toMatchObject({ declared: 0, params: [0], code: 0x2001 });
    const pads = await opened({ knobs: { pastEnd: 'pads' } });
    expect(await pads.ask(Op.GetPartialObject, 1, 1900, 500)).toMatchObject({
      declared: 500,
      params: [500],
      code: 0x2001,
    });
    const hangs = await opened({ knobs: { pastEnd: 'hangs' } });
    await hangs.command(Op.GetPartialObject, [1, 1900, 101]);
    expect((await read(hangs.pipe)).status).toBe('timeout');
  });

  it('a full last packet at the end of the file is never sent', async () => {
    const raw = await opened({ knobs: { exactTail: 'hangs' } });
    expect((await raw.ask(Op.GetPartialObject, 1, 0, 1012)).data).toHaveLength(1012);
    expect((await raw.ask(Op.GetPartialObject, 1, 989, 1011)).data).toHaveLength(1011);
    await raw.command(Op.GetPartialObject, [1, 988, 1012]);
    expect((await read(raw.pipe, 1024)).bytes).toHaveLength(512);
    expect((await raw.command(Op.GetStorageIDs)).status).toBe('timeout');
  });

  it.each([
    ['incomplete', ResponseCode.IncompleteTransfer],
    ['padded-ok', ResponseCode.OK],
  ] as const)('a file that has become shorter is %s', async (shrunkRead, code) => {
    const raw = await opened({ knobs: { shrunkRead, sizes: 'as-of-session' } });
    await raw.ask(Op.GetObjectInfo, 1);
    raw.camera.store.find('A.MP4').shrink(700);
    const answer = await raw.ask(Op.GetPartialObject, 1, 0, 2000);
    expect(answer).toMatchObject({ declared: 2000, code });
    expect(answer.data?.subarray(1300).every((byte) => byte === 0)).toBe(true);
    expect(answer.data?.subarray(0, 1300).every((byte) => byte === 0)).toBe(false);
  });
});
