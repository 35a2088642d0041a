import { Readable } from 'node:stream';
import type { ArchiveError } from './errors.js';

/** The same bytes; where `source` breaks off, its error comes as an ArchiveError. Ended early, `source` ends as well. */
export const typedStream = (source: Readable, typed: (error: unknown) => ArchiveError): Readable =>
  Readable.from(rethrown(source, typed), { objectMode: false });

async function* rethrown(source: Readable, typed: (error: unknown) => ArchiveError): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of source) yield chunk as Uint8Array;
  } catch (error) {
    throw typed(error);
  }
}
