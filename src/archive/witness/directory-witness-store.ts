/**
 * Checkpoints as write-once files in a plain directory:
 *
 *     checkpoints/<station>/<size>         what was shown, by its size (20 digits)
 *     checkpoints/<station>/after-<size>   the same file by the size it follows: whoever makes this name first, wins
 *
 * Needs a file system with hard links. It keeps writers that use it from going back; somebody who may write to the
 * directory by other means can still remove files, which `auditCheckpoints` names.
 */
import { constants } from 'node:fs';
import { link, open, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../../domain/errors.js';
import { newUlid } from '../../domain/ids.js';
import { fsyncDirectory, makeDirectoryDurable } from '../../store/durable.js';
import { openedSize } from './opened-size.js';
import { sizeName, stationFolder, type KeptCheckpoint, type WitnessStore } from './witness-store.js';

const SIZE = /^\d{20}$/;

export class DirectoryWitnessStore implements WitnessStore {
  /** @param root of the archive; `checkpoints/` is made in it */
  constructor(private readonly root: string) {}

  async latest(station: string): Promise<KeptCheckpoint | null> {
    const names = await this.#names(station);
    let size = names.filter((name) => SIZE.test(name)).reduce((most, name) => Math.max(most, Number(name)), 0);
    // Whoever won a place and was cut off before giving the file its second name is helped to the end.
    for (;;) {
      const text = await this.#read(station, `after-${sizeName(size)}`);
      const next = text === null ? null : openedSize(text);
      if (next === null || next <= size) break;
      await this.#second(station, size, next);
      size = next;
    }
    const text = await this.#read(station, sizeName(size));
    return text === null ? null : { size, text };
  }

  async keep(station: string, oldSize: number, { size, text }: KeptCheckpoint): Promise<boolean> {
    const folder = this.#folder(station);
    await makeDirectoryDurable(folder, 0o750);
    const temporary = join(folder, `.${newUlid()}`);
    try {
      const handle = await open(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o440);
      try {
        await handle.writeFile(text);
        await handle.sync();
      } finally {
        await handle.close();
      }
      if (!(await linked(temporary, join(folder, `after-${sizeName(oldSize)}`)))) return false;
    } finally {
      await rm(temporary, { force: true });
    }
    await this.#second(station, oldSize, size);
    return true;
  }

  async all(station: string): Promise<readonly KeptCheckpoint[]> {
    const names = (await this.#names(station)).filter((name) => SIZE.test(name)).sort();
    const kept: KeptCheckpoint[] = [];
    for (const name of names) {
      const text = await this.#read(station, name);
      if (text !== null) kept.push({ size: Number(name), text });
    }
    return kept;
  }

  async #second(station: string, oldSize: number, size: number): Promise<void> {
    const folder = this.#folder(station);
    await linked(join(folder, `after-${sizeName(oldSize)}`), join(folder, sizeName(size)));
    await fsyncDirectory(folder);
  }

  #folder(station: string): string {
    return join(this.root, 'checkpoints', stationFolder(station));
  }

  async #names(station: string): Promise<string[]> {
    try {
      return await readdir(this.#folder(station));
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return [];
      throw error;
    }
  }

  async #read(station: string, name: string): Promise<string | null> {
    try {
      return await readFile(join(this.#folder(station), name), 'utf8');
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return null;
      throw error;
    }
  }
}

/** `link` refuses a name that is taken; `rename` would replace it. */
async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') return false;
    throw error;
  }
}
