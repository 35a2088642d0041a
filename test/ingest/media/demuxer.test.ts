import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sniff } from '../../../src/ingest/media/demuxer.js';
import { headOf } from './fixtures.js';

const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');
const demuxerOf = (head: Uint8Array): string => {
  const sniffed = sniff(head);
  return sniffed.known ? `${sniffed.format.demuxer} ${sniffed.format.container}` : sniffed.reason;
};

describe('which demuxer may read a file', () => {
  it.each([
    ['segment-1.mp4', 'mov mp4'],
    ['hevc.mp4', 'mov mp4'],
    ['fragmented.mp4', 'mov mp4'],
    ['cut-off.mp4', 'mov mp4'],
    ['sound.m4a', 'mov m4a'],
    ['mjpeg-pcm.avi', 'avi avi'],
    ['stream.ts', 'mpegts mpeg-ts'],
    ['sound.wav', 'wav wav'],
    ['sound.mp3', 'mp3 mp3'],
    ['photo.jpg', 'jpeg_pipe jpeg'],
    ['picture.png', 'png_pipe png'],
  ])('%s -> %s', (name, expected) => {
    expect(demuxerOf(headOf(name))).toBe(expected);
  });

  it.each([
    ['playlist.mp4', /HLS playlist/],
    ['concat.mp4', /concat list/],
    ['text.mp4', /is text/],
    ['noise.jpg', /not a media format/],
    ['empty.mp4', /zero bytes/],
    ['segment-1.nmea', /is text/],
  ])('refuses %s', (name, reason) => {
    expect(demuxerOf(headOf(name))).toMatch(reason);
  });

  it('knows formats without a header by two frames in a row, not by one', () => {
    const adts = latin1('\xff\xf1\x50\x80\x01\x7f\xfc\x00\x00\x00\x00\xff\xf1\x50');
    expect(demuxerOf(adts)).toBe('aac aac');
    expect(demuxerOf(adts.subarray(0, 11))).toMatch(/not a media format/);
    const packet = Buffer.alloc(188, 0x10);
    packet[0] = 0x47;
    expect(demuxerOf(Buffer.concat([packet, packet]))).toBe('mpegts mpeg-ts');
    expect(demuxerOf(packet)).toMatch(/not a media format/);
    const stamped = Buffer.concat([Buffer.alloc(4, 1), packet]);
    expect(demuxerOf(Buffer.concat([stamped, stamped]))).toBe('mpegts mpeg-ts');
  });

  it.each([
    ['\x00\x00\x00\x01\x67\x64\x00', 'h264 h264'],
    ['\x00\x00\x01\x09\xf0', 'h264 h264'],
    ['\x00\x00\x00\x01\x40\x01\x0c', 'hevc hevc'],
    ['\x00\x00\x01\xba\x44', 'mpeg mpeg-ps'],
    ['\x00\x00\x01\xb3\x14', 'mpegvideo mpeg-video'],
    ['\x00\x00\x00\x14ftypqt  ', 'mov mov'],
    ['\x00\x00\x00\x14ftyp3gp4', 'mov 3gp'],
    ['\x00\x00\x00\x14ftypheic', 'the content is HEIF, which this station cannot read'],
    ['\x1a\x45\xdf\xa3\x01', 'matroska matroska'],
    ['\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'asf asf'],
    ['#!AMR\n\x3c', 'amr amr'],
    ['ID3\x04\x00\x00\x00\x00\x00\x05\x00', 'mp3 mp3'],
    ['\x00\x00\x00\x00\x00', 'the content begins with nothing but zero bytes'],
  ])('%j -> %s', (head, expected) => {
    expect(demuxerOf(latin1(head))).toBe(expected);
  });

  it.each(['#EXTM3U\n', '\xef\xbb\xbf#EXTM3U\r\n', ' \n#EXTM3U', '#EXT-X-MEDIA', '\xff\xfe#\0E\0X\0T\0M\x003\0U\0'])(
    'sees a playlist in %j',
    (head) => {
      expect(demuxerOf(latin1(head))).toMatch(/HLS playlist/);
    },
  );

  it('never throws and never lets text through, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        const sniffed = sniff(bytes);
        return sniffed.known ? sniffed.format.demuxer !== '' : sniffed.reason !== '';
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const printable = text.replace(/[^\x20-\x7e\n]/g, '.');
        expect(sniff(latin1(printable)).known).toBe(false);
      }),
    );
  });

  it('is not fooled by what follows a known beginning', () => {
    const beginnings = ['RIFF....AVI ', '\xff\xd8\xff', 'ID3', '\x00\x00\x01', '\xff\xfb', '\xff\xf1', '\x47'];
    fc.assert(
      fc.property(fc.constantFrom(...beginnings), fc.uint8Array({ maxLength: 400 }), (start, rest) => {
        expect(() => sniff(Buffer.concat([latin1(start), rest]))).not.toThrow();
      }),
    );
  });
});
