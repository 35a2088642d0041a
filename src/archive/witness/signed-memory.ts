/**
 * What a witness without a store of its own has signed: the last checkpoint of each station in each archive, in a small
 * file beside its key. An archive that was put back as a whole to an older state is found out by it.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { BwcError, errnoOf } from '../../domain/errors.js';
import { replaceFileDurable } from '../../store/durable.js';

const signedSchema = z.strictObject({
  size: z.int().positive(),
  /** Base64. */
  root: z.string().regex(/^[A-Za-z0-9+/]{43}=$/),
  at: z.string(),
});
export type Signed = z.infer<typeof signedSchema>;

const memorySchema = z.strictObject({
  format: z.literal(1),
  /** Archive id → station id → the last one signed. */
  archives: z.record(z.string(), z.record(z.string(), signedSchema)),
});

export class SignedMemory {
  readonly #archives: Map<string, Map<string, Signed>>;

  private constructor(
    private readonly file: string,
    archives: z.infer<typeof memorySchema>['archives'],
  ) {
    this.#archives = new Map(Object.entries(archives).map(([id, stations]) => [id, new Map(Object.entries(stations))]));
  }

  /** Nothing is remembered where there is no file. @throws BwcError `bwc.witness.key` where it is damaged */
  static open(file: string): SignedMemory {
    let text: string;
    try {
      text = readFileSync(file, 'utf8');
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return new SignedMemory(file, {});
      throw damaged(file, error);
    }
    try {
      return new SignedMemory(file, memorySchema.parse(JSON.parse(text)).archives);
    } catch (error) {
      throw damaged(file, error);
    }
  }

  last(archive: string, station: string): Signed | null {
    return this.#archives.get(archive)?.get(station) ?? null;
  }

  /** Stations of an archive that were signed for. */
  stations(archive: string): string[] {
    return [...(this.#archives.get(archive)?.keys() ?? [])];
  }

  /** Durable when it returns: what was signed must never be forgotten. */
  async remember(archive: string, station: string, signed: Signed): Promise<void> {
    const of = this.#archives.get(archive) ?? new Map<string, Signed>();
    this.#archives.set(archive, of.set(station, signed));
    const archives = Object.fromEntries([...this.#archives].map(([id, all]) => [id, Object.fromEntries(all)]));
    await replaceFileDurable(this.file, `${JSON.stringify({ format: 1, archives }, null, 1)}\n`, 0o600);
  }
}

const damaged = (file: string, cause: unknown): BwcError =>
  new BwcError('bwc.witness.key', `${file}: what was signed before cannot be read`, { file }, { cause });
