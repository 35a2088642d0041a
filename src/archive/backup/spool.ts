/** Where the backup that is on its way lies on the station: its copy of the database, what is sealed already, and its manifest. */
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../../domain/errors.js';
import { replaceFileDurable } from '../../store/durable.js';
import type { DataPaths } from '../../store/paths.js';

export class Spool {
  readonly folder: string;

  constructor(paths: DataPaths, seq: number) {
    this.folder = join(paths.backup, String(seq));
  }

  get database(): string {
    return join(this.folder, 'station.db');
  }

  get #manifest(): string {
    return join(this.folder, 'manifest.json');
  }

  #piece(sha256: string): string {
    return join(this.folder, sha256);
  }

  async make(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
  }

  /** The keys of the station are in these: they lie here as they are sent, sealed. */
  async keepPiece(sha256: string, data: Buffer): Promise<void> {
    await replaceFileDurable(this.#piece(sha256), data, 0o600);
  }

  piece(sha256: string): Promise<Buffer> {
    return readFile(this.#piece(sha256));
  }

  /** Last: with it the backup is whole. */
  keepManifest(bytes: Buffer): Promise<void> {
    return replaceFileDurable(this.#manifest, bytes, 0o600);
  }

  /** @returns undefined where it is not here */
  async manifest(): Promise<Buffer | undefined> {
    try {
      return await readFile(this.#manifest);
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** Everything but one backup; what is being read stays until it is closed. @param seq null for nothing */
  static async keepOnly(paths: DataPaths, seq: number | null): Promise<void> {
    const names = await readdir(paths.backup).catch((error: unknown) => {
      if (errnoOf(error) === 'ENOENT') return [];
      throw error;
    });
    for (const name of names)
      if (name !== String(seq)) await rm(join(paths.backup, name), { recursive: true, force: true });
  }
}
