import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeGbk } from '../../src/device/text/gbk.js';
import { sourcePathFromBytes } from '../../src/domain/source-path.js';
import {
  bytesText,
  displayWidth,
  durationText,
  parseDuration,
  printable,
  readablePath,
  table,
} from '../../src/cli/format.js';

describe('paths for people', () => {
  const shown = (bytes: Buffer): string => {
    const { text, raw } = sourcePathFromBytes(bytes);
    return readablePath(text, raw ?? null);
  };

  it('are decoded where they are GBK, and say so', () => {
    expect(shown(encodeGbk('DCIM/0001-巡查.MP4'))).toBe('DCIM/0001-巡查.MP4 (GBK)');
    // By chance valid UTF-8.
    expect(shown(encodeGbk('巡'))).toBe('巡 (GBK)');
  });

  it('are as they were where they are UTF-8, or nothing that can be read', () => {
    for (const text of ['DCIM/0001-巡查.MP4', 'Müller.mp4', 'plain.mp4']) expect(shown(Buffer.from(text))).toBe(text);
    expect(shown(Buffer.from([0x61, 0xff, 0xfe]))).toBe('a\\xFF\\xFE');
  });
});

describe('sizes and durations', () => {
  it('are binary and short', () => {
    expect([0, 1023, 1024, 1536, 5 * 2 ** 30, 3 * 2 ** 50].map(bytesText)).toEqual([
      '0 B',
      '1023 B',
      '1.0 KiB',
      '1.5 KiB',
      '5.0 GiB',
      '3072.0 TiB',
    ]);
    expect([0, 61_000, 3_723_000].map(durationText)).toEqual(['0:00', '1:01', '1:02:03']);
  });

  it('parse what a person writes and nothing else', () => {
    expect(['1h', '30m', '90s', '1h30m'].map(parseDuration)).toEqual([3_600_000, 1_800_000, 90_000, 5_400_000]);
    expect(['', '0h', '1', 'h', '1d', '-1h', '1.5h'].map(parseDuration)).toEqual(
      Array.from({ length: 7 }, () => undefined),
    );
  });
});

describe('tables', () => {
  it('line up wide characters', () => {
    const text = table(
      ['编号', 'x'],
      [
        ['a', '1'],
        ['执法', '2'],
      ],
    );
    expect(text.split('\n')).toEqual(['编号  x', 'a     1', '执法  2']);
    expect(displayWidth('执法a')).toBe(5);
  });

  it('never pass a control or direction character on to the terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(/[\p{Cc}\p{Cf}]/u.test(printable(name))).toBe(false);
        expect(table(['a'], [[name]]).split('\n')).toHaveLength(2);
      }),
    );
    expect(printable('a\u202eb\x1b[2J\n')).toBe('a\\u{202e}b\\u{1b}[2J\\u{a}');
  });
});
