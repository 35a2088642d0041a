import { expect, it } from 'vitest';
import { DeviceError } from '../../../src/device/errors.js';
import { OperationCode } from '../../../src/device/mtp/codec/operations.js';
import { createMtpDriver } from '../../../src/device/mtp/mtp-driver.js';
import {
  createVirtualMtpCamera,
  fillContent,
  generated,
  type LoopbackPipe,
  type VirtualMtpCamera,
  sha256,
} from '../../../src/device/testing/mtp/index.js';
import { createHash } from 'node:crypto';

const MIB = 2 ** 20;
const BYTES = 48 * MIB + 5;
const { GetPartialObject, GetPartialObject64 } = OperationCode;

it('reads an object whole through memory that does not grow with it', async () => {
  const virtual = createVirtualMtpCamera({
    storages: [{ entries: [{ path: 'long.mp4', size: BYTES, seed: 'long' }] }],
    knobs: { unsupported: [GetPartialObject, GetPartialObject64] },
  });
  const memories = new Set<ArrayBufferLike>();
  const host: VirtualMtpCamera = Object.assign(Object.create(virtual) as VirtualMtpCamera, {
    connect: async (device: Parameters<VirtualMtpCamera['connect']>[0]): Promise<LoopbackPipe> => {
      const pipe = await virtual.connect(device);
      const bulkIn = pipe.bulkIn.bind(pipe);
      pipe.bulkIn = (into, timeoutMs) => {
        if (into.length > 64 * 1024) memories.add(into.buffer);
        return bulkIn(into, timeoutMs);
      };
      return pipe;
    },
  });
  const camera = await createMtpDriver({ host, timing: virtual.timing }).open(virtual.candidate, 'mtp-generic');
  for await (const file of camera.list()) {
    const source = await camera.open(file);
    const hash = createHash('sha256');
    const block = Buffer.alloc(MIB + 7);
    for (let at = 0, n = -1; n !== 0; at += n) {
      n = await source.read(block, at);
      hash.update(block.subarray(0, n));
    }
    await source.close();
    expect(hash.digest('hex')).toBe(sha256(generated('long', BYTES)));
  }
  await camera.close();
  expect(camera.manifest.partialRead).toBe(false);
  // What is held for the reader, what is under way, and a little.
  expect(memories.size).toBeGreaterThan(0);
  expect(memories.size).toBeLessThanOrEqual((4 * MIB) / (256 * 1024) + 6);
});

it.each([53, 500, 512, 300_000])(
  'never gives out the last of %i bytes before the camera has said that all came: a response may pass for data',
  async (size) => {
    for (const missing of [1, 2, 11, 12, 52]) {
      const virtual = createVirtualMtpCamera({
        storages: [{ entries: [{ path: 'a.mp4', size, seed: 'a' }] }],
        knobs: { unsupported: [GetPartialObject, GetPartialObject64], response: 'glued' },
        schedule: [
          {
            when: { op: OperationCode.GetObject, nth: 1, byteOffset: 0 },
            do: { kind: 'shortData', missing, declared: 'full', counted: 'full', response: 0x2001 },
          },
        ],
      });
      const camera = await createMtpDriver({ host: virtual, timing: virtual.timing }).open(
        virtual.candidate,
        'mtp-generic',
      );
      for await (const file of camera.list()) {
        const source = await camera.open(file);
        const block = Buffer.alloc(MIB);
        let came = 0;
        const readToTheEnd = async (): Promise<void> => {
          for (let n = -1; n !== 0; came += n) n = await source.read(block.subarray(came), came);
        };
        await expect(readToTheEnd()).rejects.toThrow(DeviceError);
        // What was given out is the clip's, as far as it goes.
        const right = Buffer.alloc(came);
        fillContent(generated('a', size), 0, right);
        expect(right.equals(block.subarray(0, came))).toBe(true);
        expect(came).toBeLessThanOrEqual(size - missing);
        await source.close();
      }
      await camera.close();
      expect(virtual.struck).toHaveLength(1);
    }
  },
);
