/** Media for previews: the fixtures, and what no fixture has, made on the spot by ffmpeg or byte by byte. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { fixture } from '../media/fixtures.js';

export function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'bwc-preview-'));
  onTestFinished(() => {
    rmSync(dir, { recursive: true });
  });
  return dir;
}

export function ffmpeg(to: string, ...args: string[]): string {
  execFileSync('/usr/bin/ffmpeg', ['-hide_banner', '-nostdin', '-v', 'error', '-y', ...args, to]);
  return to;
}

/** A film of ffmpeg's test picture. */
export const film = (dir: string, size: string, seconds: number, ...args: string[]): string =>
  ffmpeg(
    join(dir, 'film.mp4'),
    ...['-f', 'lavfi', '-i', `testsrc2=s=${size}:r=25:d=${String(seconds)}`],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', ...args],
  );

/** Two seconds of nothing in frames of 20 ms as a camera's voice recorder writes them (RFC 4867, 12.2 kbit/s). */
export function amr(dir: string): string {
  const frame = Buffer.concat([Buffer.from([0x3c]), Buffer.alloc(31)]);
  const file = join(dir, 'voice.amr');
  writeFileSync(file, Buffer.concat([Buffer.from('#!AMR\n'), ...Array.from({ length: 100 }, () => frame)]));
  return file;
}

/** The fixture photo with another word on how it stands. */
export function photo(dir: string, orientation: number): string {
  const bytes = readFileSync(fixture('photo.jpg'));
  // Tag 0x0112, type SHORT, count 1, in the order of bytes the fixture has.
  const at = bytes.indexOf(Buffer.from('120103000100000001', 'hex'));
  bytes.writeUInt8(orientation, at + 8);
  const file = join(dir, `photo-${String(orientation)}.jpg`);
  writeFileSync(file, bytes);
  return file;
}

/** The first `bytes` of a fixture. */
export function cut(dir: string, name: string, bytes: number): string {
  const file = join(dir, `cut-${name}`);
  writeFileSync(file, readFileSync(fixture(name)).subarray(0, bytes));
  return file;
}

/** The fixture with every tenth byte of its content turned over, index and head spared. */
export function damaged(dir: string, name: string): string {
  const bytes = readFileSync(fixture(name));
  for (let at = bytes.indexOf('mdat') + 4000; at < bytes.length; at += 10) bytes[at] = ~(bytes[at] ?? 0) & 0xff;
  const file = join(dir, `damaged-${name}`);
  writeFileSync(file, bytes);
  return file;
}

export interface Probed {
  readonly streams: readonly { readonly codec_name: string; readonly width?: number; readonly height?: number }[];
  readonly frames: number;
  readonly keyFrameTimes: readonly number[];
}

/** What ffprobe finds, outside of everything of ours. */
export function look(file: string): Probed {
  const run = spawnSync(
    '/usr/bin/ffprobe',
    [
      ...[
        '-v',
        'error',
        '-of',
        'json',
        '-show_entries',
        'stream=codec_name,width,height:frame=media_type,key_frame,pts_time',
      ],
      file,
    ],
    { encoding: 'utf8' },
  );
  const found = JSON.parse(run.stdout) as {
    streams: Probed['streams'];
    frames: { media_type: string; key_frame: number; pts_time: string }[];
  };
  const frames = found.frames.filter((f) => f.media_type === 'video');
  const keyFrameTimes = frames.filter((f) => f.key_frame === 1).map((f) => Number(f.pts_time));
  return { streams: found.streams, frames: frames.length, keyFrameTimes };
}
