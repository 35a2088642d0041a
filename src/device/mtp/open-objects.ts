/** Folders and files of a camera that somebody has open, by the number they are known under. */
import { errnoError } from '../volume/errno-error.js';
import type { FileStat, IoHandle } from '../volume/volume-io.js';
import type { Folder } from './folder.js';
import type { ObjectReader } from './object-reader.js';

export interface File {
  readonly kind: 'file';
  readonly path: string;
  readonly stat: FileStat;
  readonly reader: ObjectReader;
}

export class OpenObjects {
  readonly #open = new Map<number, Folder | File>();
  #lastFd = 0;

  keep(open: Folder | File): IoHandle {
    this.#lastFd += 1;
    this.#open.set(this.#lastFd, open);
    return { fd: this.#lastFd };
  }

  get({ fd }: IoHandle): Folder | File {
    const open = this.#open.get(fd);
    if (open === undefined) throw errnoError('EBADF', String(fd));
    return open;
  }

  folder(handle: IoHandle): Folder {
    const open = this.get(handle);
    if (open.kind !== 'folder') throw errnoError('ENOTDIR', open.path);
    return open;
  }

  async close({ fd }: IoHandle): Promise<void> {
    const open = this.#open.get(fd);
    this.#open.delete(fd);
    if (open?.kind === 'file') await open.reader.close();
  }
}
