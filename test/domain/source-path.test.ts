import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  baseNameOf,
  extensionOf,
  folderOf,
  sourcePathFromBytes,
  sourcePathFromText,
  sourcePathKey,
  sourcePathToBytes,
} from '../../src/domain/source-path.js';

/** Bytes that are often, but not always, UTF-8. */
const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 24 }),
  fc.string({ unit: 'binary' }).map((s) => Uint8Array.from(Buffer.from(s.toWellFormed()))),
  fc
    .tuple(fc.string(), fc.uint8Array({ minLength: 1, maxLength: 3 }))
    .map(([s, b]) => Uint8Array.from(Buffer.concat([Buffer.from(s), b]))),
);
const hex = (b: Uint8Array): string => Buffer.from(b).toString('hex');

describe('a path on a camera', () => {
  it('keeps any bytes', () => {
    fc.assert(
      fc.property(bytes, (b) => {
        const path = sourcePathFromBytes(b);
        expect(hex(sourcePathToBytes(path))).toBe(hex(b));
        expect(path.text.isWellFormed()).toBe(true);
        expect(JSON.parse(JSON.stringify(path))).toEqual(path);
      }),
      { numRuns: 500 },
    );
  });

  it('has equal keys exactly for equal bytes', () => {
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        const keyOf = (x: Uint8Array): string => sourcePathKey(sourcePathFromBytes(x));
        expect(keyOf(a) === keyOf(b)).toBe(hex(a) === hex(b));
        expect(keyOf(a)).toBe(keyOf(Uint8Array.from(a)));
      }),
      { numRuns: 500 },
    );
    // A name that is the base64 of another one's bytes, and one that reads like another one's escapes.
    const invalid = sourcePathFromBytes(Uint8Array.of(0xff, 0xfe));
    for (const text of [invalid.raw ?? '', invalid.text, `=${invalid.raw ?? ''}`]) {
      expect(sourcePathKey(sourcePathFromText(text))).not.toBe(sourcePathKey(invalid));
    }
  });

  it('is plain text where its bytes are UTF-8', () => {
    for (const text of [
      'DCIM/100MEDIA/视频 1.mp4',
      'a\nb',
      '-rf',
      '..',
      'e\u0301',
      '\u00e9',
      '\ufeffbom.mp4',
      '',
      '\\xFF',
    ]) {
      expect(sourcePathFromBytes(Buffer.from(text))).toEqual({ text });
    }
  });

  it('escapes only the bytes that are no UTF-8', () => {
    const gbk = Buffer.concat([Buffer.from('DCIM/'), Buffer.from([0xca, 0xd3, 0xc6, 0xb5]), Buffer.from('.mp4')]);
    expect(sourcePathFromBytes(gbk)).toEqual({ text: 'DCIM/\\xCA\\xD3Ƶ.mp4', raw: gbk.toString('base64') });
    expect(sourcePathFromBytes(Buffer.from([0x41, 0xc0, 0x80, 0x42])).text).toBe('A\\xC0\\x80B');
    expect(sourcePathFromBytes(Buffer.from([0xed, 0xa0, 0x80])).text).toBe('\\xED\\xA0\\x80');
    expect(sourcePathFromBytes(Buffer.from([0xf0, 0x9f, 0x98])).text).toBe('\\xF0\\x9F\\x98');
    expect(sourcePathFromBytes(Buffer.from([0xe8, 0xa7, 0x86, 0xff])).text).toBe('视\\xFF');
  });

  it.each([
    ['DCIM/100/a.MP4', 'a.MP4', 'DCIM/100', 'mp4'],
    ['a.tar.gz', 'a.tar.gz', '', 'gz'],
    ['.hidden', '.hidden', '', ''],
    ['a.d/.hidden', '.hidden', 'a.d', ''],
    ['a.d/plain', 'plain', 'a.d', ''],
    ['trailing.', 'trailing.', '', ''],
    ['', '', '', ''],
  ])('%j has name, folder and extension', (text, name, folder, extension) => {
    const path = sourcePathFromText(text);
    expect([baseNameOf(path), folderOf(path), extensionOf(path)]).toEqual([name, folder, extension]);
  });
});
