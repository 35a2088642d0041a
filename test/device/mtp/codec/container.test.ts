import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ContainerType,
  encodeCommand,
  encodeData,
  encodeEvent,
  encodeHeader,
  encodeResponse,
  HEADER_BYTES,
  LENGTH_UNKNOWN,
  parseCommand,
  parseEvent,
  parseHeader,
  parseResponse,
  type Message,
} from '../../../../src/device/mtp/codec/container.js';
import { MtpFormatError } from '../../../../src/device/mtp/codec/format-error.js';
import { hex, orFormatError, u16, u32 } from './support.js';

const message = (most: number): fc.Arbitrary<Message> =>
  fc.record({ code: u16, transactionId: u32, params: fc.array(u32, { maxLength: most }) });

const KINDS = [
  ['command', 5, encodeCommand, parseCommand],
  ['response', 5, encodeResponse, parseResponse],
  ['event', 3, encodeEvent, parseEvent],
] as const;

describe('headers', () => {
  it('of a data container that does not know its length', () => {
    const bytes = hex('ffffffff 0200 0910 07000000');
    const header = { length: LENGTH_UNKNOWN, type: ContainerType.data, code: 0x1009, transactionId: 7 };
    expect(parseHeader(bytes)).toEqual(header);
    expect(encodeHeader(header)).toEqual(bytes);
  });

  it.each([
    ['too short', '0c000000 0300 0120 0000'],
    ['a length below the header', '0b000000 0300 0120 01000000'],
    ['type 0', '0c000000 0000 0120 01000000'],
    ['type 5', '0c000000 0500 0120 01000000'],
    ['a response of unknown length', 'ffffffff 0300 0120 01000000'],
  ])('%s: an error', (_what, bytes) => {
    expect(() => parseHeader(hex(bytes))).toThrow(MtpFormatError);
  });
});

describe('messages', () => {
  it('OpenSession goes out as 16 bytes', () => {
    const bytes = hex('10000000 0100 0210 00000000 01000000');
    expect(encodeCommand({ code: 0x1002, transactionId: 0, params: [1] })).toEqual(bytes);
  });

  it('OK with the bytes that were sent', () => {
    expect(parseResponse(hex('10000000 0300 0120 05000000 00001000'))).toEqual({
      code: 0x2001,
      transactionId: 5,
      params: [1_048_576],
      trailingBytes: 0,
    });
  });

  it('ObjectAdded', () => {
    const event = parseEvent(hex('10000000 0400 0240 ffffffff 0a000000'));
    expect(event).toMatchObject({ code: 0x4002, params: [10] });
  });

  it('says what is glued on behind', () => {
    expect(parseResponse(hex('0c000000 0300 0120 05000000 aabbcc')).trailingBytes).toBe(3);
  });

  it('a data container is a header and the payload', () => {
    expect(encodeData(0x1016, 3, hex('0102'))).toEqual(hex('0e000000 0200 1610 03000000 0102'));
  });

  it.each(KINDS)(
    '%s: at most %i parameters of four bytes, all there, and of its own type',
    (kind, most, encode, parse) => {
      const params = Array.from({ length: most + 1 }, (_, i) => i);
      expect(() => encode({ code: 1, transactionId: 1, params })).toThrow(MtpFormatError);
      const full = encode({ code: 1, transactionId: 1, params: params.slice(1) });
      const withLength = (length: number): Uint8Array => {
        const bytes = new Uint8Array([...full, 0, 0, 0, 0]);
        bytes[0] = length;
        return bytes;
      };
      expect(parse(withLength(full.length)).params).toHaveLength(most);
      expect(() => parse(withLength(full.length + 4))).toThrow(`a ${kind} of impossible length`);
      expect(() => parse(withLength(full.length - 1))).toThrow(`a ${kind} of impossible length`);
      const other = withLength(full.length);
      other[4] = ContainerType.data;
      expect(() => parse(other)).toThrow(`not a ${kind}`);
    },
  );

  it.each(KINDS)('%s: comes back as it went, and no part of it is one', (_kind, most, encode, parse) => {
    fc.assert(
      fc.property(message(most), (sent) => {
        const bytes = encode(sent);
        expect(bytes).toHaveLength(HEADER_BYTES + sent.params.length * 4);
        expect(parse(bytes)).toEqual({ ...sent, trailingBytes: 0 });
        expect(encode(parse(bytes))).toEqual(bytes);
        for (let end = 0; end < bytes.length; end++) {
          expect(orFormatError(() => parse(bytes.subarray(0, end)))).toBeInstanceOf(MtpFormatError);
        }
      }),
    );
  });

  it.each(KINDS)('%s: any bytes are one or an error', (_kind, _most, _encode, parse) => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => void orFormatError(() => parse(bytes))));
  });
});
