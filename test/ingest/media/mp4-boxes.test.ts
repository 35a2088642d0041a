import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBoxes, type BoxCheck } from '../../../src/ingest/media/mp4-boxes.js';
import { fixture } from './fixtures.js';

const check = (bytes: Uint8Array, size = bytes.length): BoxCheck =>
  checkBoxes((at, length) => bytes.subarray(at, at + length), size);

function box(type: string, payload = 0): Buffer {
  const bytes = Buffer.alloc(8 + payload);
  bytes.writeUInt32BE(bytes.length);
  bytes.write(type, 4, 'latin1');
  return bytes;
}

describe('the top-level boxes of an MP4 file', () => {
  it.each(['segment-1.mp4', 'fragmented.mp4', 'hevc.mp4', 'sound.m4a'])('%s is covered exactly', (name) => {
    expect(check(readFileSync(fixture(name)))).toEqual({ hasMoov: true, problem: null });
  });

  it('tells a cut-off recording', () => {
    const { hasMoov, problem } = check(readFileSync(fixture('cut-off.mp4')));
    expect(hasMoov).toBe(false);
    expect(problem).toMatch(/^the file ends \d+ bytes before its last box does$/);
  });

  it('tells stray bytes, damaged boxes and open ends', () => {
    const moov = box('moov', 4);
    expect(check(Buffer.concat([moov, Buffer.alloc(5)])).problem).toBe('5 stray bytes after the last box');
    expect(check(Buffer.concat([moov, Buffer.from('0000000361626364', 'hex')])).problem).toBe('damaged box at byte 12');
    expect(check(Buffer.concat([moov, Buffer.alloc(90)])).problem).toBe('damaged box at byte 12');
    const open = box('mdat', 100);
    open.writeUInt32BE(0);
    expect(check(Buffer.concat([moov, open]))).toEqual({ hasMoov: true, problem: null });
  });

  it('reads 64-bit sizes without reading the payload', () => {
    const head = Buffer.alloc(16);
    head.writeUInt32BE(1);
    head.write('mdat', 4, 'latin1');
    head.writeBigUInt64BE(1n << 40n, 8);
    const moov = box('moov', 8);
    const result = checkBoxes((at, length) => (at === 0 ? head : moov).subarray(0, length), 2 ** 40 + moov.length);
    expect(result).toEqual({ hasMoov: true, problem: null });
  });

  it('ends on any bytes, and finds a missing tail of any length', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => check(bytes).problem !== ''));
    const whole = Buffer.concat([box('ftyp', 12), box('moov', 40), box('mdat', 200)]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: whole.length - 1 }), (length) => {
        const atBoundary = [20, 68].includes(length);
        expect(check(whole.subarray(0, length)).problem === null).toBe(atBoundary);
      }),
    );
  });
});
