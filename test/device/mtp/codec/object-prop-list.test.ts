import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MtpFormatError } from '../../../../src/device/mtp/codec/format-error.js';
import {
  encodeObjectPropList,
  MAX_ELEMENT_BYTES,
  ObjectPropListParser,
  parseObjectPropList,
  type ObjectPropElement,
} from '../../../../src/device/mtp/codec/object-prop-list.js';
import { propElements } from './arbitraries.js';
import { hex, orFormatError } from './support.js';

/** Feeds the bytes in pieces through one buffer that is used again, as a USB reader does. */
function inPieces(bytes: Uint8Array, pieceBytes: number): { elements: ObjectPropElement[]; trailingBytes: number } {
  const parser = new ObjectPropListParser();
  const elements: ObjectPropElement[] = [];
  const buffer = new Uint8Array(pieceBytes);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    const piece = bytes.subarray(at, at + pieceBytes);
    buffer.set(piece);
    parser.feed(buffer.subarray(0, piece.length));
    for (let e = parser.next(); e !== null; e = parser.next()) elements.push(e);
    buffer.fill(0xee);
  }
  return { elements, ...parser.end() };
}

const BYTES = hex(`02000000
  05000000 04dc 0800 00bca06501000000
  05000000 07dc ffff 03 4100 4200 0000`);
const ELEMENTS = [
  { handle: 5, property: 0xdc04, dataType: 8, value: 6_000_000_000n },
  { handle: 5, property: 0xdc07, dataType: 0xffff, value: 'AB' },
];

describe('a property list', () => {
  it('is read and written as the standard lays it out', () => {
    expect([...parseObjectPropList(BYTES)]).toEqual(ELEMENTS);
    expect(encodeObjectPropList(ELEMENTS)).toEqual(BYTES);
    expect([...parseObjectPropList(hex('00000000'))]).toEqual([]);
  });

  it('comes back as it went, however it is cut into pieces', () => {
    fc.assert(
      fc.property(propElements, fc.integer({ min: 1, max: 600 }), (elements, pieceBytes) => {
        const bytes = encodeObjectPropList(elements);
        expect([...parseObjectPropList(bytes)]).toEqual(elements);
        expect(inPieces(bytes, pieceBytes)).toEqual({ elements, trailingBytes: 0 });
        expect(encodeObjectPropList([...parseObjectPropList(bytes)])).toEqual(bytes);
      }),
    );
  });

  it.each([1, 3, 8, 100])('keeps count of what comes after it, in pieces of %i', (pieceBytes) => {
    expect(inPieces(new Uint8Array([...BYTES, 1, 2, 3]), pieceBytes)).toEqual({ elements: ELEMENTS, trailingBytes: 3 });
  });

  it('that ends too early is an error, after the elements that were whole', () => {
    for (let end = 0; end < BYTES.length; end++) {
      const part = BYTES.subarray(0, end);
      expect(orFormatError(() => [...parseObjectPropList(part)])).toBeInstanceOf(MtpFormatError);
      expect(() => inPieces(part, 7)).toThrow('a property list ends too early');
    }
    const parser = new ObjectPropListParser();
    parser.feed(BYTES.subarray(0, 25));
    expect([parser.next(), parser.next()]).toEqual([ELEMENTS[0], null]);
  });

  it('with four billion elements fails before the first', () => {
    const bytes = BYTES.slice();
    bytes.fill(0xff, 0, 4);
    expect(() => parseObjectPropList(bytes).next()).toThrow('announces more elements');
    expect(() => inPieces(bytes, 16)).toThrow(MtpFormatError);
  });

  it('does not wait for a value that is impossibly long', () => {
    const parser = new ObjectPropListParser();
    parser.feed(hex('01000000 05000000 86dc 0240 ffffff7f 00'));
    expect(() => parser.next()).toThrow(MtpFormatError);
    const longest = {
      handle: 1,
      property: 0xdc86,
      dataType: 0x4002,
      value: Array(MAX_ELEMENT_BYTES - 4).fill(7) as number[],
    };
    const bytes = encodeObjectPropList([longest]);
    const started = performance.now();
    // Small packets must not make the bytes move again with every one of them.
    for (const pieceBytes of [64, 65_536])
      expect(inPieces(bytes, pieceBytes).elements[0]?.value).toHaveLength(MAX_ELEMENT_BYTES - 4);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  it('of 20,000 objects is read piece by piece and holds one unfinished element', () => {
    const sent = Array.from({ length: 20_000 }, (_, i) => [
      { handle: i + 1, property: 0xdc04, dataType: 8, value: BigInt(i) },
      { handle: i + 1, property: 0xdc07, dataType: 0xffff, value: `DSJ_${String(i)}.mp4` },
    ]).flat();
    const bytes = encodeObjectPropList(sent);
    expect([...parseObjectPropList(bytes)]).toEqual(sent);
    expect(inPieces(bytes, 1000).elements).toEqual(sent);
  });

  it('of an unknown data type gives what came before it', () => {
    const list = parseObjectPropList(
      new Uint8Array([...hex('03000000'), ...BYTES.subarray(4), ...hex('06000000 04dc 0b00 0000000000000000')]),
    );
    expect([list.next().value, list.next().value]).toEqual(ELEMENTS);
    expect(() => list.next()).toThrow('unknown data type 0x000b');
  });
});
