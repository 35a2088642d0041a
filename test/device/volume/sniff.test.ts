import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sniffKind } from '../../../src/device/volume/sniff.js';

const ts = (packet: number, offset: number): Buffer => {
  const bytes = Buffer.alloc(400);
  for (let at = offset; at < 400; at += packet) bytes[at] = 0x47;
  return bytes;
};

describe('media told by first bytes', () => {
  it.each([
    ['MP4', Buffer.from('\0\0\0\x18ftypisom'), 'video'],
    ['M4A', Buffer.from('\0\0\0\x18ftypM4A '), 'audio'],
    ['HEIC', Buffer.from('\0\0\0\x18ftypheic'), 'photo'],
    ['AVI', Buffer.from('RIFF\0\0\0\0AVI LIST'), 'video'],
    ['WAV', Buffer.from('RIFF\0\0\0\0WAVEfmt '), 'audio'],
    ['WebP', Buffer.from('RIFF\0\0\0\0WEBPVP8 '), 'photo'],
    ['Matroska', Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x01]), 'video'],
    ['MPEG program stream', Buffer.from([0, 0, 1, 0xba, 0x44]), 'video'],
    ['MPEG transport stream', ts(188, 0), 'video'],
    ['MPEG transport stream with time stamps', ts(192, 4), 'video'],
    ['ASF', Buffer.from([0x30, 0x26, 0xb2, 0x75, 0x8e, 0x66, 0xcf, 0x11, 0xa6]), 'video'],
    ['JPEG', Buffer.from([0xff, 0xd8, 0xff, 0xe1]), 'photo'],
    ['PNG', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), 'photo'],
    ['MP3 with ID3', Buffer.from('ID3\x04'), 'audio'],
    ['Ogg', Buffer.from('OggS\0'), 'audio'],
    ['FLAC', Buffer.from('fLaC\0'), 'audio'],
    ['AMR', Buffer.from('#!AMR\n'), 'audio'],
    ['text that begins with G', Buffer.from('Good morning'), null],
    ['another RIFF', Buffer.from('RIFF\0\0\0\0ACON'), null],
    ['nothing', Buffer.alloc(0), null],
  ] as const)('%s', (_, bytes, kind) => {
    expect(sniffKind(bytes)).toBe(kind);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        expect([null, 'video', 'audio', 'photo']).toContain(sniffKind(bytes));
      }),
    );
  });
});
