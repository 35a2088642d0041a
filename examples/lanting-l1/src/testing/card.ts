/** Makes Lanting L1 cards: real folders with real bytes, for tests and for trying out a station. */
import { encodeGbk } from 'bwc-station/device';
import { createVirtualCamera, type Fault, type VirtualCamera } from 'bwc-station/device/testing';

export const SERIAL = 'LT10042';

export const CLIPS = [
  {
    path: 'PACK0001/0001-巡查.MP4',
    officer: '350213;陈志强',
    start: '2026-03-01T08:09:10',
    locked: false,
    bytes: 300_000,
  },
  {
    path: 'PACK0001/0002-纠纷.MP4',
    officer: '350213;陈志强',
    start: '2026-03-01T08:31:00',
    locked: true,
    bytes: 120_000,
  },
  {
    path: 'PACK0002/0001-巡.MP4',
    officer: '350377;林晓',
    start: '2026-03-01T14:00:05',
    locked: false,
    bytes: 90_001,
  },
] as const;

export interface CardOptions {
  /** How names appear to the station: `gbk` as the camera writes them, `utf-8` as the kernel shows those of a FAT card. */
  readonly names?: 'gbk' | 'utf-8';
  readonly faults?: readonly Fault[];
}

/** A folder `LANTING_L1` in `dir`. */
export function createLantingCard(
  dir: string,
  { names = 'gbk', faults = [] }: CardOptions = {},
): Promise<VirtualCamera> {
  const nameOf = (path: string): string | Uint8Array => (names === 'gbk' ? encodeGbk(path) : path);
  const device = ['[LANTING]', 'MODEL=L1', `SN=${SERIAL}`, 'UNIT=鹭江中队', ''].join('\r\n');
  return createVirtualCamera({
    dir,
    name: 'LANTING_L1',
    serial: SERIAL,
    // A layout of no family: every file has a path of its own.
    layout: 'folder',
    faults,
    files: [
      { path: 'LANTING/DEVICE.INI', content: encodeGbk(device) },
      { path: 'LANTING/INDEX.TXT', content: encodeGbk(CLIPS.map(indexLine).join('')) },
      { path: 'LANTING/POWER.TXT', content: encodeGbk('BAT=76%\r\n') },
      { path: 'TEMP/0003.MP4', content: { random: 4_000, seed: 'unfinished' } },
      {
        path: nameOf('PACK0001/0001-巡查.NMEA'),
        content: encodeGbk('$GPRMC,000910,A,2427.0,N,11805.0,E,0,0,010326,,*00\r\n'),
      },
      ...CLIPS.map((clip) => ({
        path: nameOf(clip.path),
        content: { random: clip.bytes, seed: clip.path },
        startedAt: new Date(`${clip.start}+08:00`).toISOString(),
      })),
    ],
  });
}

const indexLine = ({ path, officer, start, locked }: (typeof CLIPS)[number]): string =>
  `${path};${officer};${start.replace(/\D/g, '')};${locked ? 'L' : '-'}\r\n`;
