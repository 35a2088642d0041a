import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readExif } from '../../../src/ingest/media/still.js';
import { fixture } from './fixtures.js';

const photo = readFileSync(fixture('photo.jpg'));

/** The photo with a text in its EXIF replaced by another one of the same length. */
function withText(from: string, to: string): Buffer {
  const copy = Buffer.from(photo);
  copy.write(to, copy.indexOf(from), 'latin1');
  return copy;
}

describe('EXIF of a photo', () => {
  it('gives the time exactly as written, also where it names no real time', () => {
    expect(readExif(photo)?.dateTimeOriginalAsWritten).toBe('2026:03:01 08:09:10');
    for (const text of ['0000:00:00 00:00:00', '2026:13:45 99:99:99', '2026-03-01 08:09:10', '    :  :     :  :  ']) {
      const read = readExif(withText('2026:03:01 08:09:10', text));
      expect(read?.dateTimeOriginalAsWritten).toBe(text.trim());
    }
  });

  it('gives position and height with their signs', () => {
    const gps = readExif(photo)?.gps;
    expect(gps?.latitude).toBeCloseTo(31 + 13 / 60 + 49.44 / 3600, 9);
    expect(gps?.longitude).toBeCloseTo(121 + 28 / 60 + 25.56 / 3600, 9);
    expect(gps?.altitudeM).toBe(-4.5);
  });

  it('does not guess a hemisphere', () => {
    const entry = Buffer.from([1, 0, 2, 0, 2, 0, 0, 0, 0x4e]);
    const copy = Buffer.from(photo);
    copy[copy.indexOf(entry) + 8] = 0x3f;
    expect(readExif(copy)?.gps).toBeNull();
    copy[copy.indexOf(entry.subarray(0, 8)) + 8] = 0x53;
    expect(readExif(copy)?.gps?.latitude).toBeCloseTo(-31.2304, 4);
  });

  it('finds it behind other segments, and nothing where there is none', () => {
    const app0 = Buffer.concat([Buffer.from('ffe00010', 'hex'), Buffer.alloc(14)]);
    expect(readExif(Buffer.concat([photo.subarray(0, 2), app0, photo.subarray(2)]))?.make).toBe('TESTCAM');
    expect(readExif(Buffer.from('ffd8ffda', 'hex'))).toBeNull();
    expect(readExif(Buffer.alloc(0))).toBeNull();
  });

  it('returns or throws an Error on any damage', () => {
    const at = fc.integer({ min: 0, max: 400 });
    fc.assert(
      fc.property(at, fc.uint8Array({ minLength: 1, maxLength: 4 }), (position, bytes) => {
        const copy = Buffer.from(photo.subarray(0, 2000));
        copy.set(bytes, position);
        try {
          readExif(copy);
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
    );
  });
});
