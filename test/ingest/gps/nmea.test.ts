import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksum, parseSentence } from '../../../src/ingest/gps/nmea.js';
import { readTrack } from '../../../src/ingest/gps/read-track.js';
import { TrackReader } from '../../../src/ingest/gps/track-reader.js';
import { fixture } from '../media/fixtures.js';
import { folder } from '../preview/media.js';

const sentence = (body: string): string => `$${body}*${checksum(body).toString(16).toUpperCase().padStart(2, '0')}`;
const rmc = (time: string, lat: string, lon: string, date = '010326', status = 'A'): string =>
  sentence(`GPRMC,${time},${status},${lat},N,${lon},E,10.0,90.0,${date},,,A`);

/** Degrees as a receiver writes them. */
const coordinate = (value: number, digits: number): string => {
  const degrees = Math.floor(value);
  return String(degrees).padStart(digits, '0') + ((value - degrees) * 60).toFixed(4).padStart(7, '0');
};

function read(text: string, start: string | null = null): TrackReader {
  const reader = new TrackReader(start);
  reader.feed(text);
  reader.end();
  return reader;
}

describe('a sentence', () => {
  it('gives back the position it was made of', () => {
    const lat = fc.double({ min: 0, max: 89.99, noNaN: true });
    const lon = fc.double({ min: 0.01, max: 179.99, noNaN: true });
    fc.assert(
      fc.property(lat, lon, fc.boolean(), fc.boolean(), (la, lo, south, west) => {
        const [a, b] = [coordinate(la, 2), coordinate(lo, 3)];
        // Rounded up to sixty minutes it is no receiver's way of writing.
        fc.pre(!a.slice(2).startsWith('60') && !b.slice(3).startsWith('60'));
        const body = `GPRMC,000910.00,A,${a},${south ? 'S' : 'N'},${b},${west ? 'W' : 'E'},0.5,90.0,010326,,,A`;
        const found = parseSentence(sentence(body));
        if (found === undefined || found === 'other' || found.position === null) return expect.fail(body);
        expect(Math.abs(found.position.latitude - (south ? -la : la))).toBeLessThan(1e-5);
        expect(Math.abs(found.position.longitude - (west ? -lo : lo))).toBeLessThan(1e-5);
      }),
    );
  });

  it('with any one character changed is not believed', () => {
    const good = rmc('000910.00', '3113.8240', '12128.4260');
    fc.assert(
      fc.property(fc.nat({ max: good.length - 4 }), fc.integer({ min: 33, max: 126 }), (at, code) => {
        fc.pre(at > 0 && good.charCodeAt(at) !== code);
        const bad = good.slice(0, at) + String.fromCharCode(code) + good.slice(at + 1);
        expect(parseSentence(bad)).toBeUndefined();
      }),
    );
  });

  it('never throws and never leaves the globe, whatever comes', () => {
    const fields = fc.array(
      fc.oneof(fc.constantFrom('A', 'N', 'E', 'M', '', '1'), fc.stringMatching(/^-?\d{0,7}\.?\d{0,5}$/)),
      {
        maxLength: 14,
      },
    );
    const made = fc
      .tuple(fc.constantFrom('GPRMC', 'GNGGA', 'GPGSV'), fields)
      .map(([t, f]) => sentence([t, ...f].join(',')));
    fc.assert(
      fc.property(fc.oneof(fc.string(), made), (line) => {
        const found = parseSentence(line);
        if (found === undefined || found === 'other' || found.position === null) return;
        expect(Math.abs(found.position.latitude)).toBeLessThanOrEqual(90);
        expect(Math.abs(found.position.longitude)).toBeLessThanOrEqual(180);
      }),
    );
  });
});

describe('a log', () => {
  it('gives one point a second out of RMC and GGA together', async () => {
    const file = { file: fixture('segment-1.nmea'), path: 'VIDEO/1.nmea', sha256: 'x' };
    const track = await readTrack([file], '2026-03-01T00:09:08.500Z');
    expect(track).toEqual({
      points: [
        {
          at: '2026-03-01T00:09:10.000Z',
          offsetMs: 1500,
          latitude: 31.2304,
          longitude: 121.4737667,
          altitudeM: 4.5,
          speedKmh: 0.93,
          courseDeg: 90,
          satellites: 8,
        },
      ],
      every: 1,
      sources: [{ path: 'VIDEO/1.nmea', sha256: 'x', points: 1, withoutFix: 0, rejected: 0, reason: null }],
    });
  });

  it('comes out the same however it is cut into pieces', () => {
    const text = Array.from({ length: 20 }, (_, i) =>
      rmc(`0009${String(10 + i)}.00`, `3113.8${String(100 + i)}`, '12128.4260'),
    ).join('\r\n');
    const whole = read(text).points;
    expect(whole).toHaveLength(20);
    fc.assert(
      fc.property(fc.array(fc.nat({ max: text.length })), (cuts) => {
        const reader = new TrackReader(null);
        const at = [0, ...cuts.sort((a, b) => a - b), text.length];
        at.slice(1).forEach((end, i) => {
          reader.feed(text.slice(at[i], end));
        });
        reader.end();
        expect(reader.points).toEqual(whole);
      }),
    );
  });

  it('says what it does not know', () => {
    const noDate = sentence('GPGGA,000910.00,3113.8240,N,12128.4260,E,1,08,1.0,4.5,M,8.0,M,,');
    expect(read(noDate, '2026-03-01T00:09:08.500Z').points).toMatchObject([
      { at: null, offsetMs: null, speedKmh: null },
    ]);
    const noStart = read(rmc('000910.00', '3113.8240', '12128.4260')).points;
    expect(noStart).toMatchObject([{ at: '2026-03-01T00:09:10.000Z', offsetMs: null, altitudeM: null }]);
    const noFix = read(rmc('000910.00', '', '', '010326', 'V'));
    expect([noFix.points, noFix.withoutFix]).toEqual([[], 1]);
    expect(read(rmc('000910.00', '3113.8240', '12128.4260', '310226')).points).toMatchObject([{ at: null }]);
    expect(read(rmc('000910.00', '0000.0000', '00000.0000')).points).toEqual([]);
  });

  it('goes on past midnight with the next date', () => {
    const { points } = read(
      [rmc('235959.50', '3113.8240', '12128.4260'), rmc('000000.50', '3113.8241', '12128.4260', '020326')].join('\n'),
    );
    expect(points.map((p) => p.at)).toEqual(['2026-03-01T23:59:59.500Z', '2026-03-02T00:00:00.500Z']);
  });

  it('that is damaged, binary or without end costs only itself', async () => {
    const dir = folder();
    const garbage = join(dir, 'a.gps');
    writeFileSync(
      garbage,
      Buffer.concat([Buffer.alloc(3_000_000, 0x41), Buffer.from(`\n${rmc('000910.00', '3113.8240', '12128.4260')}`)]),
    );
    const track = await readTrack(
      [
        { file: garbage, path: 'a.gps', sha256: 'a' },
        { file: join(dir, 'gone.nmea'), path: 'gone.nmea', sha256: 'b' },
        { file: fixture('text.mp4'), path: 'c.gps', sha256: 'c' },
      ],
      null,
    );
    expect(track.points).toHaveLength(1);
    expect(track.sources).toMatchObject([
      { points: 1, rejected: 1, reason: null },
      { points: 0, reason: expect.stringContaining('ENOENT') as string },
      { points: 0, reason: 'it holds no NMEA sentences' },
    ]);
  });

  it('longer than any plot is thinned out, and says so', async () => {
    const file = join(folder(), 'long.nmea');
    const clock = (s: number): string =>
      [Math.floor(s / 3600), Math.floor(s / 60) % 60, s % 60].map((n) => String(n).padStart(2, '0')).join('');
    writeFileSync(
      file,
      Array.from({ length: 25_000 }, (_, i) => rmc(`${clock(i)}.00`, '3113.8240', '12128.4260')).join('\n'),
    );
    const { points, every, sources } = await readTrack([{ file, path: 'long.nmea', sha256: 'l' }], null);
    expect([points.length, every, sources[0]?.points]).toEqual([8334, 3, 25_000]);
  });
});
