/** Whether this machine's ffmpeg can make previews. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { messageOf } from '../../domain/errors.js';
import { DEFAULT_TOOLS } from '../media/sandbox.js';

const NEEDED = ['libx264', 'aac', 'mjpeg'] as const;

/** Plain words for what is missing, or null. @param ffmpeg absolute path */
export async function encoderProblem(ffmpeg = DEFAULT_TOOLS.ffmpeg): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)(ffmpeg, ['-hide_banner', '-encoders'], { timeout: 20_000 });
    const missing = NEEDED.filter((name) => !new RegExp(`^ [A-Z.]{6} ${name}\\s`, 'm').test(stdout));
    return missing.length === 0 ? null : `${ffmpeg} has no encoder ${missing.join(', ')}`;
  } catch (error) {
    return `${ffmpeg} cannot be run: ${messageOf(error)}`;
  }
}
