import { describe, expect, it } from 'vitest';
import { parseObjectHandles, parseStorageIds } from '../../../../src/device/mtp/codec/id-lists.js';
import { parseObjectInfo, Protection } from '../../../../src/device/mtp/codec/object-info.js';
import { ObjectProp } from '../../../../src/device/mtp/codec/object-props.js';
import { ResponseCode } from '../../../../src/device/mtp/codec/responses.js';
import { parseStorageInfo, StorageAccess } from '../../../../src/device/mtp/codec/storage-info.js';
import { createVirtualMtpCamera, sha256, type VirtualMtpCamera } from '../../../../src/device/testing/mtp/index.js';
import { ALL, cameraWith, connected, Op, opened, RawHost } from './support.js';

const sessionWith = async (camera: VirtualMtpCamera): Promise<RawHost> =>
  new RawHost(await camera.connect(), camera).open();

describe('the tree', () => {
  it('makes the folders on the way, and keeps two files of one name apart', () => {
    const camera = cameraWith({
      entries: [
        { path: 'DCIM/100/A.MP4', size: 5 },
        { path: 'DCIM/100/A.MP4', size: 7 },
        { path: 'DCIM/EMPTY', folder: true },
      ],
    });
    expect(camera.store.objects().map(({ path, size }) => [path, size])).toEqual([
      ['DCIM', 0],
      ['DCIM/100', 0],
      ['DCIM/100/A.MP4', 5],
      ['DCIM/100/A.MP4', 7],
      ['DCIM/EMPTY', 0],
    ]);
    expect(() => camera.store.find('NO')).toThrow(/no object NO/);
    camera.store.remove(camera.store.find('DCIM/100'));
    expect(camera.store.objects().map(({ path }) => path)).toEqual(['DCIM', 'DCIM/EMPTY']);
  });

  it('remembers every content a file had', () => {
    const camera = cameraWith();
    const file = camera.store.find('A.MP4');
    const before = file.modified;
    file.grow(100);
    file.shrink(50);
    expect(file.modified).toBe(before);
    file.replace();
    file.rewrite(Buffer.from('abc'));
    expect(file.versions.map(({ size }) => size)).toEqual([2000, 2100, 2050, 2050, 3]);
    expect(new Set(file.versions.map(sha256)).size).toBe(5);
    expect(file.modified).not.toBe(before);
    file.shrink(10);
    expect(file.size).toBe(0);
  });
});

describe('on the wire', () => {
  it.each([
    ['Chinese', '执法记录_现场.MP4'],
    ['254 units', 'x'.repeat(254)],
    ['a lone surrogate', 'A\ud800B.MP4'],
    ['with a slash', '../../etc/passwd'],
  ])('a name: %s', async (_, name) => {
    const raw = await opened({ entries: [{ path: [name], size: 1 }] });
    const { data } = await raw.ask(Op.GetObjectInfo, 1);
    expect(parseObjectInfo(data ?? Buffer.alloc(0)).filename).toBe(name);
  });

  it.each(['', '20480000T000000', '20260301T010203Z', '20260301T010203.5+0800'])('a date: %s', async (modified) => {
    const raw = await opened({
      entries: [{ path: 'A', size: 1, modified, created: modified, protection: Protection.readOnlyData }],
    });
    const { data } = await raw.ask(Op.GetObjectInfo, 1);
    expect(parseObjectInfo(data ?? Buffer.alloc(0))).toMatchObject({
      modificationDate: modified,
      captureDate: modified,
      protectionStatus: Protection.readOnlyData,
    });
  });

  const SIZES = [0, 1, 499, 500, 501, 511, 512, 513, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1, 5 * 2 ** 30];
  it.each(SIZES)('a size: %i', async (size) => {
    const raw = await opened({ entries: [{ path: 'A', size }] });
    const info = await raw.ask(Op.GetObjectInfo, 1);
    expect(parseObjectInfo(info.data ?? Buffer.alloc(0)).compressedSize).toBe(BigInt(Math.min(size, 0xffffffff)));
    const exact = await raw.ask(Op.GetObjectPropValue, 1, ObjectProp.ObjectSize);
    expect(exact.data?.readBigUInt64LE()).toBe(BigInt(size));
  });

  it('the end of 5 GiB is there at once, and never all of it in memory', async () => {
    const raw = await opened({ entries: [{ path: 'A', size: 5 * 2 ** 30, seed: 's' }] });
    const before = process.memoryUsage().arrayBuffers;
    const offset = 5 * 2 ** 30 - 1000;
    const { data, params } = await raw.ask(
      Op.GetPartialObject64,
      1,
      offset % 2 ** 32,
      Math.floor(offset / 2 ** 32),
      9999,
    );
    expect([data?.length, params]).toEqual([1000, [1000]]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
  });

  it('one undescribable object answers GeneralError, and its bytes can still be read', async () => {
    const raw = await opened({ entries: [{ path: 'A', size: 3, undescribable: true }] });
    expect((await raw.ask(Op.GetObjectInfo, 1)).code).toBe(ResponseCode.GeneralError);
    expect((await raw.ask(Op.GetObjectPropValue, 1, ObjectProp.ObjectSize)).code).toBe(ResponseCode.GeneralError);
    expect((await raw.ask(Op.GetObject, 1)).data).toHaveLength(3);
  });
});

describe('storages', () => {
  it('several, with what they say of themselves, one of them late', async () => {
    const camera = createVirtualMtpCamera({
      storages: [
        {
          description: 'Internal',
          accessCapability: StorageAccess.readOnly,
          maxCapacityBytes: 10n,
          freeSpaceBytes: 3n,
        },
        { description: 'Card', appearsAfterMs: 3000, entries: [{ path: 'B', size: 1 }] },
      ],
    });
    const raw = await sessionWith(camera);
    const ids = async (): Promise<number[]> =>
      parseStorageIds((await raw.ask(Op.GetStorageIDs)).data ?? Buffer.alloc(0)).ids as number[];
    expect(await ids()).toEqual([0x00010001]);
    expect((await raw.ask(Op.GetStorageInfo, 0x00020001)).code).toBe(ResponseCode.InvalidStorageID);
    const event = Buffer.alloc(64);
    expect(await raw.pipe.interruptIn(event, 10_000)).toEqual({ status: 'ok', bytes: 16 });
    expect([camera.timing.now(), event.readUInt16LE(6), event.readUInt32LE(12)]).toEqual([3000, 0x4004, 0x00020001]);
    expect(await ids()).toEqual([0x00010001, 0x00020001]);
    const { data } = await raw.ask(Op.GetStorageInfo, 0x00010001);
    expect(parseStorageInfo(data ?? Buffer.alloc(0))).toMatchObject({
      description: 'Internal',
      accessCapability: StorageAccess.readOnly,
      maxCapacityBytes: 10n,
      freeSpaceBytes: 3n,
    });
    const handles = await raw.ask(Op.GetObjectHandles, 0x00020001, 0, ALL);
    expect(parseObjectHandles(handles.data ?? Buffer.alloc(0)).ids).toHaveLength(1);
  });
});

describe('deleting', () => {
  it('is done and recorded', async () => {
    const raw = await opened();
    expect((await raw.ask(Op.DeleteObject, 1, 0)).code).toBe(ResponseCode.OK);
    expect((await raw.ask(Op.GetObjectInfo, 1)).code).toBe(ResponseCode.InvalidObjectHandle);
    expect(raw.camera.store.objects()).toEqual([]);
    expect(raw.camera.mutations).toEqual([Op.DeleteObject]);
  });

  it('is refused for a protected file, on a read-only storage, and stops half-way in a folder', async () => {
    const raw = await opened({
      entries: [
        { path: 'D/A', size: 1, protection: Protection.readOnly },
        { path: 'D/B', size: 1 },
      ],
    });
    await raw.ask(Op.GetObjectHandles, ALL, 0, 1);
    expect((await raw.ask(Op.DeleteObject, 2, 0)).code).toBe(ResponseCode.ObjectWriteProtected);
    expect((await raw.ask(Op.DeleteObject, 1, 0)).code).toBe(ResponseCode.PartialDeletion);
    expect(raw.camera.store.objects().map(({ path }) => path)).toEqual(['D', 'D/A']);
    const readOnly = createVirtualMtpCamera({
      storages: [{ accessCapability: StorageAccess.readOnly, entries: [{ path: 'A', size: 1 }] }],
    });
    const other = await sessionWith(readOnly);
    expect((await other.ask(Op.DeleteObject, ALL, 0)).code).toBe(ResponseCode.StoreReadOnly);
  });

  it('of 0xFFFFFFFF takes everything, as on a real device', async () => {
    const raw = await opened();
    expect((await raw.ask(Op.DeleteObject, ALL, 0)).code).toBe(ResponseCode.OK);
    expect(raw.camera.store.objects()).toEqual([]);
  });

  it('other mutating commands are refused and recorded', async () => {
    const raw = await opened();
    expect((await raw.ask(Op.FormatStore, 0x00010001)).code).toBe(ResponseCode.OperationNotSupported);
    expect((await raw.ask(0x9999)).code).toBe(ResponseCode.OperationNotSupported);
    expect(raw.camera.mutations).toEqual([Op.FormatStore, 0x9999]);
  });
});

it('a camera without a session answers nothing else', async () => {
  const raw = await connected();
  expect((await raw.ask(Op.GetDeviceInfo)).code).toBe(ResponseCode.OK);
  expect((await raw.ask(Op.GetStorageIDs)).code).toBe(ResponseCode.SessionNotOpen);
  await raw.open();
  expect(await raw.ask(Op.OpenSession, 9)).toMatchObject({ code: ResponseCode.SessionAlreadyOpen, params: [1] });
  expect((await raw.ask(Op.CloseSession)).code).toBe(ResponseCode.OK);
  expect((await raw.ask(Op.GetStorageIDs)).code).toBe(ResponseCode.SessionNotOpen);
});
