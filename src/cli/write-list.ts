/** A list of the station into a file: whole under its name, or not there at all. */
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from './io.js';
import { throughPart } from './part-file.js';

export const writeList = (command: Command, bytes: AsyncIterable<Uint8Array>, file: string): Promise<void> =>
  throughPart(command, file, async (part) => {
    await pipeline(Readable.from(bytes, { objectMode: false }), createWriteStream(part, { mode: 0o640 }));
    await rename(part, file);
  });
