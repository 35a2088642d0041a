/** What a camera's receiver writes beside a film while somebody walks around a block. */
import { addMs, instantToCivil, type Instant } from '../../../src/domain/time.js';

const SECONDS = 60;
const CORNERS = [
  [24.4795, 118.0894],
  [24.4795, 118.0906],
  [24.4803, 118.0908],
  [24.4804, 118.0897],
] as const;

const degrees = (value: number, width: number): string =>
  `${String(Math.floor(value)).padStart(width, '0')}${((value % 1) * 60).toFixed(4).padStart(7, '0')}`;

/** NMEA 0183: a sentence a second. */
export function walk(start: Instant): Buffer {
  const lines = Array.from({ length: SECONDS }, (_, second) => {
    const way = (second / SECONDS) * (CORNERS.length - 1);
    const [from, to] = [CORNERS[Math.floor(way)] ?? CORNERS[0], CORNERS[Math.floor(way) + 1] ?? CORNERS[3]];
    const [north, east] = [from[0] + (to[0] - from[0]) * (way % 1), from[1] + (to[1] - from[1]) * (way % 1)];
    const at = instantToCivil(addMs(start, second * 1000), 'utc').replaceAll(/[-:T]/g, '');
    const [day, time] = [`${at.slice(6, 8)}${at.slice(4, 6)}${at.slice(2, 4)}`, `${at.slice(8, 14)}.00`];
    const said = `GPRMC,${time},A,${degrees(north, 2)},N,${degrees(east, 3)},E,2.7,90.0,${day},,,A`;
    const sum = Buffer.from(said, 'latin1').reduce((xor, byte) => xor ^ byte, 0);
    return `$${said}*${sum.toString(16).toUpperCase().padStart(2, '0')}\r\n`;
  });
  return Buffer.from(lines.join(''), 'latin1');
}
