/** Options by which commands name the clips they are about. */
import type { CommandSpec } from './program.js';
import { filesOf as listOf } from './rulebooks.js';

type Options = Parameters<CommandSpec['run']>[2];

export const WHICH: NonNullable<CommandSpec['options']> = [
  { flags: '--clip <id>', describe: 'which.clip', repeat: true },
  { flags: '--recording <id>', describe: 'which.recording', repeat: true },
  { flags: '--of-activity <id>', describe: 'which.activity', repeat: true },
];

export interface Which {
  readonly clips: string[];
  readonly recordings: string[];
  readonly activities: string[];
}

export const whichClips = (options: Options): Which => ({
  clips: [...listOf(options['clip'])],
  recordings: [...listOf(options['recording'])],
  activities: [...listOf(options['ofActivity'])],
});
