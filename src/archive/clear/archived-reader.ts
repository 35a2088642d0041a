/**
 * Reads originals that were cleared here from the archives that have them, whole or a range. What is read whole is hashed on
 * the way: other bytes than the original's are an alarm, never an answer that looks complete.
 */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { hasCode } from '../../domain/errors.js';
import type { ClearedOriginal } from '../../store/repositories/cleared.js';
import type { Repositories } from '../../store/station-store.js';
import type { Finding } from '../../store/verify/finding.js';
import { ArchiveError } from '../errors.js';
import { originalKey } from '../keys.js';
import type { ArchivePlace } from '../sync/context.js';
import type { ByteRange } from '../target.js';

export interface ReaderHooks {
  /** Told what an archive has instead of the original. @param target the archive, as the configuration calls it */
  readonly found: (clipId: string, finding: Finding, target: string) => void;
}

interface Copy {
  readonly place: ArchivePlace;
  readonly version: string | null;
}

export class ArchivedReader {
  constructor(
    private readonly store: Pick<Repositories, 'outbox' | 'cleared'>,
    private readonly places: readonly ArchivePlace[],
    private readonly hooks: ReaderHooks,
  ) {}

  /**
   * From the archive that confirmed it, else from another one that has it.
   * @throws ArchiveError of the last one where none hands it over; the stream fails with one where it breaks off, and with
   *   `bwc.archive.altered` at its end where all of it was asked for and is not the original
   */
  async read(row: ClearedOriginal, range: Required<ByteRange>): Promise<Readable> {
    let failure: unknown = new ArchiveError('bwc.archive.config', `no archive ${row.target} is configured any more`, {
      key: 'archive.target',
      expected: row.target,
    });
    for (const { place, version } of this.#copies(row)) {
      try {
        const bytes = await place.target.read(originalKey(row.sha256), version, range);
        const pieces = this.#checked(row, place.name, bytes, range);
        // What fails at once fails here, where another archive may still have it.
        const first = await pieces.next();
        return Readable.from(goOn(first, pieces), { objectMode: false });
      } catch (error) {
        failure = error;
        if (hasCode(error, 'bwc.archive.missing'))
          this.#tell(row, 'archive.missing', place.name, `the archive has no ${row.key}`);
      }
    }
    throw failure;
  }

  /** All of it. @throws as `read` */
  readWhole(row: ClearedOriginal): Promise<Readable> {
    return this.read(row, { from: 0, length: row.bytes });
  }

  #copies(row: ClearedOriginal): Copy[] {
    const orders = this.store.outbox.of(row.clipId).filter((o) => o.kind === 'original' && o.state === 'done');
    const at = (place: ArchivePlace): Copy | null => {
      if (place.name === row.target)
        return place.archiveId === row.archiveId ? { place, version: row.objectVersion } : null;
      const order = orders.find((o) => o.target === place.name && o.sha256 === row.sha256);
      return order === undefined ? null : { place, version: order.objectVersion };
    };
    const first = this.places.filter((p) => p.name === row.target);
    const others = this.places.filter((p) => p.name !== row.target);
    return [...first, ...others].flatMap((place) => at(place) ?? []);
  }

  async *#checked(
    row: ClearedOriginal,
    target: string,
    source: Readable,
    { from, length }: Required<ByteRange>,
  ): AsyncGenerator<Uint8Array> {
    const whole = from === 0 && length === row.bytes;
    const hash = whole ? createHash('sha256') : null;
    let bytes = 0;
    for await (const chunk of source as AsyncIterable<Uint8Array>) {
      hash?.update(chunk);
      bytes += chunk.length;
      // The last piece waits for its verdict: without it nobody takes the answer for whole.
      if (whole && bytes >= row.bytes) this.#mustBe(row, target, bytes, hash?.digest('hex') ?? '');
      yield chunk;
    }
    if (bytes !== length) this.#mustBe(row, target, from + bytes, '');
  }

  #mustBe(row: ClearedOriginal, target: string, bytes: number, sha256: string): void {
    if (bytes === row.bytes && sha256 === row.sha256) return;
    const found = sha256 === '' || bytes !== row.bytes ? `${String(bytes)} bytes` : sha256;
    this.#tell(row, 'archive.altered', target, `${row.key} is ${found} there; ${row.sha256} was archived`);
    throw new ArchiveError('bwc.archive.altered', `${row.key} at ${target} is not the original of ${row.clipId}`, {
      key: row.key,
      expected: row.sha256,
      found,
    });
  }

  #tell(row: ClearedOriginal, kind: Finding['kind'], target: string, detail: string): void {
    this.hooks.found(row.clipId, { kind, subject: row.storedPath, detail: `${target}: ${detail}` }, target);
  }
}

async function* goOn(first: IteratorResult<Uint8Array>, rest: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (first.done === true) return;
  yield first.value;
  yield* rest;
}
