/**
 * The objects of an MTP camera, behind the same calls as a mounted volume: layouts, identity files, sidecars and
 * listings are told apart by the same code, whatever carries them. Folders are looked up in open folders, as there.
 */
import { errnoError } from '../volume/errno-error.js';
import { DeviceError } from '../errors.js';
import type { FileStat, FileSystemSpace, IoHandle, VolumeIo } from '../volume/volume-io.js';
import { OperationCode } from './codec/operations.js';
import { cannotDescribe, type Folder, pathOf } from './folder.js';
import { FolderTree, type TreeOptions } from './folder-tree.js';
import type { ObjectReader } from './object-reader.js';
import { statOf } from './object-stat.js';
import { OpenObjects } from './open-objects.js';
import type { MtpObject } from './objects.js';
import type { Quirks } from './quirks.js';
import { WholeReader } from './whole-reader.js';
import { WindowReader, type WindowSource } from './window-reader.js';

const BEYOND_32_BITS = 2 ** 32;

export class MtpIo implements VolumeIo {
  readonly tree: FolderTree;
  readonly #open = new OpenObjects();
  #proven = false;

  constructor(private readonly options: TreeOptions) {
    this.tree = new FolderTree(options);
  }

  /** A clip was read whole and its length was right: larger windows may be asked for. */
  proven(): void {
    this.#proven = true;
  }

  async openRoot(): Promise<IoHandle> {
    return this.#open.keep(await this.tree.root());
  }

  async openDirectoryAt(directory: IoHandle, name: Buffer): Promise<IoHandle> {
    return this.#open.keep(await this.tree.enter(this.#open.folder(directory), name));
  }

  async openFileAt(directory: IoHandle, name: Buffer): Promise<IoHandle> {
    const folder = this.#open.folder(directory);
    const path = pathOf(folder, name);
    // Looked up anew: the size that was listed may be older than the file (AOSP answers from its database).
    const object = await this.tree.lookUp(folder, name);
    const stat = this.#stat(object, path);
    const reader = object.isFolder ? NOTHING : this.#reader(folder, name, object, Number(stat.size));
    return this.#open.keep({ kind: 'file', path, stat, reader });
  }

  async statAt(directory: IoHandle, name: Buffer): Promise<FileStat> {
    const folder = this.#open.folder(directory);
    const path = pathOf(folder, name);
    const listed = this.tree.listed(folder, name);
    if (listed?.as === 'refused') throw cannotDescribe(listed.error, path);
    if (listed?.as === 'storage') return folderStat(path, this.options.quirks);
    return this.#stat(listed?.object ?? (await this.tree.lookUp(folder, name)), path);
  }

  async stat(handle: IoHandle): Promise<FileStat> {
    const open = this.#open.get(handle);
    // Of the root, whether it is still there is the whole question.
    if (open.kind === 'folder' && open.path === '') return this.statPath();
    return open.kind === 'file' ? open.stat : folderStat(open.path, this.options.quirks);
  }

  statPath(): Promise<FileStat> {
    const { link, quirks } = this.options;
    if (link.gone) return Promise.reject(new DeviceError('bwc.device.gone', 'the camera was unplugged'));
    return Promise.resolve(folderStat('', quirks));
  }

  async names(directory: IoHandle): Promise<Buffer[]> {
    const folder = this.#open.folder(directory);
    // Once for as long as it is open: a folder of thousands is not described again for each question about it.
    folder.children ??= await this.tree.list(folder);
    return [...folder.children.keys()].map((key) => Buffer.from(key, 'latin1'));
  }

  read(handle: IoHandle, into: Uint8Array, position: number): Promise<number> {
    const open = this.#open.get(handle);
    if (open.kind === 'folder') return Promise.reject(errnoError('EISDIR', open.path));
    return open.reader.read(into, position);
  }

  async space(): Promise<FileSystemSpace> {
    const infos = (await this.tree.storages.describe()).map(({ info }) => info);
    return {
      capacityBytes: infos.reduce((sum, info) => sum + (info?.maxCapacityBytes ?? 0n), 0n),
      freeBytes: infos.reduce((sum, info) => sum + (info?.freeSpaceBytes ?? 0n), 0n),
    };
  }

  hasBlockDevice(): Promise<boolean> {
    return Promise.resolve(false);
  }

  /** Only disks are waited for. */
  pause(): Promise<void> {
    return Promise.resolve();
  }

  close(handle: IoHandle): Promise<void> {
    return this.#open.close(handle);
  }

  #stat(object: MtpObject, path: string): FileStat {
    if (object.bytes === null && !object.isFolder) {
      throw new DeviceError('bwc.device.read_error', `the camera does not say how large ${path} is`, { path });
    }
    return statOf(object, path, object.bytes ?? 0n, this.options.quirks);
  }

  #reader(folder: Folder, name: Buffer, object: MtpObject, bytes: number): ObjectReader {
    const { link, quirks, supports } = this.options;
    const { generation } = link;
    const use: WindowSource['use'] = (work) =>
      link.use(async (session) => {
        if (generation === link.generation) return work(session, object.handle);
        // After a recovery the same name may be another file.
        const now = await this.tree.lookUp(folder, name);
        if (now.bytes !== object.bytes || now.modified !== object.modified) throw changed(pathOf(folder, name));
        return work(session, now.handle);
      });
    const wide = supports(OperationCode.GetPartialObject64);
    if (wide || (supports(OperationCode.GetPartialObject) && bytes <= BEYOND_32_BITS)) {
      const windowBytes = (): number => (this.#proven ? quirks.provenWindowBytes : quirks.windowBytes);
      return new WindowReader({ bytes, windowBytes, avoidFullLastPacket: quirks.avoidFullLastPacket, wide, use });
    }
    return new WholeReader(bytes, use);
  }
}

const NOTHING: ObjectReader = { read: () => Promise.resolve(0), close: () => Promise.resolve() };

function folderStat(path: string, quirks: Quirks): FileStat {
  const folder = {
    handle: 0,
    storageId: 0,
    parent: 0,
    name: '',
    isFolder: true,
    bytes: 0n,
    modified: '',
    captured: '',
  };
  return statOf({ ...folder, locked: false }, path, 0n, quirks);
}

const changed = (path: string): DeviceError =>
  new DeviceError('bwc.device.changed', `${path} is no longer what was opened`, { path });
