/** How each camera family lays out its card: what the profiles in `../profiles` read, written. */
import type { ClipKind } from '../../domain/clip.js';
import type { CivilTime } from '../../domain/time.js';
import { encodeGbk } from '../text/gbk.js';

export const LAYOUTS = ['l1', 'l2', 'l3', 'l4', 'l5', 'l6', 'l9', 'folder'] as const;
export type LayoutId = (typeof LAYOUTS)[number];

export interface LayoutIdentity {
  readonly serial: string;
  readonly officerNo: string;
  readonly officerName: string;
  readonly unitName: string;
  readonly encoding: 'utf-8' | 'gbk';
  readonly battery: number | undefined;
}

export interface LayoutClip {
  readonly kind: ClipKind;
  readonly start: CivilTime;
  readonly important: boolean;
  readonly encrypted: boolean;
}

export interface CardLayout {
  /** The profile that recognises it. */
  readonly profile: string;
  readonly folders: readonly string[];
  readonly statusFiles: (identity: LayoutIdentity) => readonly (readonly [string, Buffer])[];
  readonly clipPath: (clip: LayoutClip, identity: LayoutIdentity) => string;
}

const EXTENSION: Readonly<Record<ClipKind, string>> = { video: 'mp4', audio: 'm4a', photo: 'jpg' };

/** `20260301_080910` */
const stampOf = ({ start }: LayoutClip): string => start.replaceAll('-', '').replaceAll(':', '').replace('T', '_');
const dayOf = ({ start }: LayoutClip): string => start.slice(0, 10);
const named = (clip: LayoutClip): string => `${stampOf(clip)}.${EXTENSION[clip.kind]}`;
const iniText = (group: string, keys: Readonly<Record<string, string>>): string =>
  [`[${group}]`, ...Object.entries(keys).map(([key, value]) => `${key}=${value}`), ''].join('\r\n');
const none = (): readonly (readonly [string, Buffer])[] => [];

export const CARD_LAYOUTS: Readonly<Record<LayoutId, CardLayout>> = {
  l1: {
    profile: 'l1-param-ini',
    folders: ['VIDEO', 'PHOTO', 'AUDIO'],
    statusFiles: ({ serial, officerNo, officerName, unitName, encoding }) => {
      const text = iniText('ZFY', { DevNo: serial, PolNo: officerNo, UserName: officerName, CorpName: unitName });
      return [['PARAM.INI', encoding === 'gbk' ? encodeGbk(text) : Buffer.from(text, 'utf8')]];
    },
    clipPath: (clip) => `${clip.kind.toUpperCase()}/${dayOf(clip)}/${named(clip)}`,
  },
  l2: {
    profile: 'l2-jy-info-dat',
    folders: ['DCIM/100MEDIA'],
    statusFiles: ({ serial, officerNo }) => [['DCIM/100MEDIA/Info.dat', Buffer.from(`${serial};JY;${officerNo};\r\n`)]],
    clipPath: (clip) => `DCIM/100MEDIA/${named(clip)}`,
  },
  l3: {
    profile: 'l3-novatek',
    folders: ['DCIM/Movie', 'DCIM/Photo', 'LOG'],
    statusFiles: ({ battery }) =>
      battery === undefined ? [] : [['LOG/BATTERY.TXT', Buffer.from(`Battery0=${String(battery)}\r\n`)]],
    clipPath: (clip) => `DCIM/${clip.kind === 'photo' ? 'Photo' : 'Movie'}/${named(clip).toUpperCase()}`,
  },
  l4: {
    profile: 'l4-bc300',
    folders: ['DCIM/100', 'MISC'],
    statusFiles: ({ serial }) => [
      ['MISC/settings.json', Buffer.from(JSON.stringify({ info: { 'serial-number': serial } }))],
    ],
    clipPath: (clip) => {
      const [day = '', time = ''] = stampOf(clip).split('_');
      return `DCIM/100/BC_0001_${day.slice(4)}${day.slice(0, 4)}${time}.${EXTENSION[clip.kind]}`;
    },
  },
  l5: {
    profile: 'l5-tecsar',
    folders: ['files/data'],
    statusFiles: none,
    clipPath: (clip) => `files/data/${dayOf(clip)}/${named(clip)}`,
  },
  l6: {
    profile: 'l6-dsj-android',
    folders: ['DCIM/Video', 'DCIM/Image', 'DCIM/Audio', 'Temp'],
    statusFiles: none,
    clipPath: (clip, { serial, officerNo }) => {
      const folder = clip.important ? 'IMP' : { video: 'Video', photo: 'Image', audio: 'Audio' }[clip.kind];
      const marks = `${clip.important ? '_IMP' : ''}${clip.encrypted ? '_enc' : ''}`;
      const name = `DSJ_${serial}_${officerNo}_${stampOf(clip)}${marks}.${EXTENSION[clip.kind]}`;
      return `DCIM/${folder}/${dayOf(clip)}/${name}`;
    },
  },
  l9: {
    profile: 'l9-station-bind',
    folders: ['record'],
    statusFiles: ({ serial, officerNo, officerName, unitName, encoding }) => {
      const keys = { recorder_serial: serial, user_no: officerNo, user_name: officerName, dept_name: unitName };
      const text = iniText('binding', keys);
      return [['station_bind.ini', encoding === 'gbk' ? encodeGbk(text) : Buffer.from(text, 'utf8')]];
    },
    clipPath: (clip) => `record/${named(clip)}`,
  },
  folder: { profile: 'folder', folders: [], statusFiles: none, clipPath: named },
};
