/** One file, read in part, and one fault at the first read of it. */
import { expect } from 'vitest';
import { ResponseCode } from '../../../../src/device/mtp/codec/responses.js';
import { type MtpFault, fillContent, type Knobs } from '../../../../src/device/testing/mtp/index.js';
import { type Answer, Op, opened, type RawHost } from './support.js';

export const SIZE = 2000;
/** Partial reads of the file; the fault strikes at the first. */
export const struckBy = (fault: MtpFault, byteOffset?: number, knobs: Partial<Knobs> = {}): Promise<RawHost> =>
  opened({
    knobs,
    schedule: [
      {
        when: { op: Op.GetPartialObject, nth: 1, ...(byteOffset === undefined ? {} : { byteOffset }) },
        do: fault,
      },
    ],
  });
export const ask = (raw: RawHost, bytes = SIZE): Promise<Answer> => raw.ask(Op.GetPartialObject, 1, 0, bytes);
export const start = (raw: RawHost): Promise<unknown> => raw.command(Op.GetPartialObject, [1, 0, SIZE]);
export const whole = (raw: RawHost, version = 0): Buffer => {
  const into = Buffer.alloc(SIZE);
  const content = raw.camera.store.find('A.MP4').versions[version];
  if (content !== undefined) fillContent(content, 0, into);
  return into;
};

/** Afterwards a second read is right again. */
export async function works(raw: RawHost): Promise<void> {
  const answer = await ask(raw);
  expect(answer.code).toBe(ResponseCode.OK);
  expect(answer.data?.equals(whole(raw, raw.camera.store.find('A.MP4').versions.length - 1))).toBe(true);
}

export const CLASS = { type: 0x21, value: 0, index: 0 };
export const control = {
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
