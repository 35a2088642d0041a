import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encoderProblem } from '../../../src/ingest/preview/encoders.js';
import { Gate } from '../../../src/ingest/preview/gate.js';
import { soundPlaysAsIs } from '../../../src/ingest/preview/plays-as-is.js';
import { mostBytes, mostCpuSeconds, QUALITIES } from '../../../src/ingest/preview/quality.js';
import { previewSpace, shortBytes } from '../../../src/ingest/preview/room.js';
import { uprightFilters } from '../../../src/ingest/preview/upright.js';

const bytes = fc.integer({ min: 0, max: 2 ** 45 });

describe('room for a preview', () => {
  it('is there exactly where both the cap and twice the reserve are kept', () => {
    fc.assert(
      fc.property(
        bytes,
        bytes,
        bytes,
        bytes,
        bytes,
        bytes,
        (capBytes, keptBytes, freeBytes, reserveBytes, promisedBytes, more) => {
          const space = { diskBytes: 2 ** 46, freeBytes, reserveBytes };
          const short = shortBytes({ capBytes, keptBytes, space, promisedBytes }, more);
          const fits = keptBytes + more <= capBytes && freeBytes - more - promisedBytes >= 2 * reserveBytes;
          expect(short === 0).toBe(fits);
          // Once so much is gone, it fits.
          const after = { ...space, freeBytes: freeBytes + short };
          expect(shortBytes({ capBytes, keptBytes: keptBytes - short, space: after, promisedBytes }, more)).toBe(0);
        },
      ),
    );
  });

  it('is a tenth of the disk unless said otherwise', () => {
    expect([previewSpace('auto', 1000), previewSpace(7, 1000)]).toEqual([100, 7]);
  });
});

it('the longer a clip, the more it may take; of unknown length as much as an hour', () => {
  const { normal } = QUALITIES;
  expect(mostBytes(null, normal)).toBe(mostBytes(3_600_000, normal));
  expect(mostCpuSeconds(null)).toBe(mostCpuSeconds(3_600_000));
  expect(mostBytes(60_000, normal)).toBeLessThan(mostBytes(120_000, normal));
  // Half an hour at full rate: no more than a tenth of the original.
  expect(mostBytes(1_800_000, normal)).toBeLessThan(400 * 2 ** 20);
});

it('photos are turned by what EXIF says, and by nothing else', () => {
  expect([null, 0, 1, 9, 65_535].flatMap(uprightFilters)).toEqual([]);
  expect([3, 6, 8].map((o) => uprightFilters(o))).toEqual([['hflip,vflip'], ['transpose=clock'], ['transpose=cclock']]);
});

it('sound is left as it is only where container and codec are known to play', () => {
  expect(soundPlaysAsIs('wav', 'pcm_s16le')).toBe(true);
  for (const [container, codec] of [
    ['wav', 'adpcm_ima_wav'],
    ['amr', 'amrnb'],
    ['3gp', 'amrnb'],
    ['asf', 'wmav2'],
    ['wav', null],
    ['constructor', 'aac'],
  ] as const)
    expect(soundPlaysAsIs(container, codec), container).toBe(false);
});

it('the gate is open when nobody has a reason any more, and ends waiting with the station', async () => {
  const gate = new Gate();
  const seen: boolean[] = [];
  gate.watch(() => seen.push(gate.isOpen));
  gate.close('copying');
  gate.close('describing');
  const waiting = gate.whenOpen(new AbortController().signal);
  gate.open('copying');
  expect(gate.isOpen).toBe(false);
  gate.open('describing');
  await waiting;
  expect(seen).toEqual([false, true]);
  const abort = new AbortController();
  gate.close('copying');
  const stopped = gate.whenOpen(abort.signal);
  abort.abort(new Error('enough'));
  await expect(stopped).rejects.toThrow('enough');
});

it('an ffmpeg without libx264, or none, is told', async () => {
  expect(await encoderProblem()).toBeNull();
  expect(await encoderProblem('/bin/echo')).toBe('/bin/echo has no encoder libx264, aac, mjpeg');
  expect(await encoderProblem('/nowhere/ffmpeg')).toMatch(/cannot be run: .*ENOENT/);
});
