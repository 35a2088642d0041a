/** What is borne of a device or a machine only where it is known to be needed. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Camera } from '../../../src/device/camera.js';
import { createMtpDriver } from '../../../src/device/mtp/mtp-driver.js';
import { GENERIC_QUIRKS, type Quirks } from '../../../src/device/mtp/quirks.js';
import { createVirtualMtpCamera, listAll, sha256, type VirtualMtpCamera } from '../../../src/device/testing/index.js';
import type { UsbPipe } from '../../../src/device/usb/pipe.js';

const BYTES = 3_000_001;

const withClip = (knobs: NonNullable<Parameters<typeof createVirtualMtpCamera>[0]>['knobs'] = {}): VirtualMtpCamera =>
  createVirtualMtpCamera({ storages: [{ entries: [{ path: 'A.MP4', size: BYTES }] }], knobs });

const opened = (
  virtual: VirtualMtpCamera,
  quirks: Partial<Quirks>,
  connect: () => Promise<UsbPipe> = () => virtual.connect(),
): Promise<Camera> => {
  const models = [{ id: 'v', name: 'v', quirks: { ...GENERIC_QUIRKS, ...quirks }, matches: () => true }];
  return createMtpDriver({ host: { connect }, timing: virtual.timing, models }).open(virtual.candidate, 'v');
};

async function digestOfClip(camera: Camera): Promise<string> {
  const [clip] = await listAll(camera);
  if (clip === undefined) throw new Error('no clip');
  const source = await camera.open(clip);
  const hash = createHash('sha256');
  const into = Buffer.alloc(1_000_000);
  for (let at = 0, got = 1; got > 0; at += got) {
    got = await source.read(into, at);
    hash.update(into.subarray(0, got));
  }
  await source.close();
  return hash.digest('hex');
}

const digestOf = (virtual: VirtualMtpCamera): string => {
  const { content } = virtual.store.find('A.MP4');
  if (content === null) throw new Error('a folder');
  return sha256(content);
};

describe('answers that carry transaction 0', () => {
  it('are taken from a model that is known for it', async () => {
    const virtual = withClip({ responseTid: 'zero' });
    const camera = await opened(virtual, { zeroTransaction: true });
    expect(await digestOfClip(camera)).toBe(digestOf(virtual));
    await camera.close();
  });

  it('are no answers of any other device', async () => {
    await expect(opened(withClip({ responseTid: 'zero' }), {})).rejects.toMatchObject({ code: 'bwc.device.timeout' });
  });
});

describe('a kernel with little memory for transfers', () => {
  it.each([
    ['less than is asked for at a time', 300_000],
    ['a single small transfer', 16_384],
  ])('is asked for fewer and smaller ones: %s', async (_, most) => {
    const virtual = withClip();
    let asked = 0;
    let refused = 0;
    const connect = async (): Promise<UsbPipe> => {
      const pipe = await virtual.connect();
      const read = pipe.bulkIn.bind(pipe);
      pipe.bulkIn = async (into, timeoutMs) => {
        if (asked + into.length > most) {
          refused += 1;
          return { status: 'noMemory', bytes: 0 };
        }
        asked += into.length;
        try {
          return await read(into, timeoutMs);
        } finally {
          asked -= into.length;
        }
      };
      return pipe;
    };
    const camera = await opened(virtual, {}, connect);
    expect(await digestOfClip(camera)).toBe(digestOf(virtual));
    expect(refused).toBeGreaterThan(0);
    await camera.close();
  });
});
