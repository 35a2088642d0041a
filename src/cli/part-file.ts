/** A file that gets its name only once it is whole: what was begun goes when that fails, and when the command is told to stop. */
import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { printable } from './format.js';
import type { Command } from './io.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** @param write makes `part`, and gives it the name of `file` at the end; `part` is gone afterwards whatever happens, and that is said where `file` was not made */
export async function throughPart<T>(command: Command, file: string, write: (part: string) => Promise<T>): Promise<T> {
  const part = `${file}.part`;
  const say = (): void => {
    if (!command.json) command.err(`${command.t('part.removed', { file: printable(part) })}\n`);
  };
  const stop = (signal: NodeJS.Signals): void => {
    rmSync(part, { force: true });
    say();
    release();
    // As it would have ended by itself.
    process.kill(process.pid, signal);
  };
  const release = (): void => {
    for (const signal of SIGNALS) process.off(signal, stop);
  };
  for (const signal of SIGNALS) process.on(signal, stop);
  try {
    return await write(part);
  } catch (error) {
    await rm(part, { force: true });
    say();
    throw error;
  } finally {
    release();
  }
}
