/**
 * The objects of an MTP camera, behind the same calls as a mounted volume: layouts, identity files, sidecars and
 * listings are told apart by the same code, whatever carries them. Folders are looked up in open folders, as there.
 */
import { type SourcePath, sourcePathToBytes } from '../../domain/source-path.js';
import { errnoError } from '../volume/errno-error.js';
import { DeviceError } from '../errors.js';
import type { Timing } from '../usb/timing.js';
import { pathParts } from '../volume/path-bytes.js';
import type { FileStat, IoHandle, VolumeIo } from '../volume/volume-io.js';
import { OperationCode } from './codec/operations.js';
import { MtpFormatError } from './codec/format-error.js';
import { isRefusal } from './link-error.js';
import type { MtpLink } from './link.js';
import { partsOf, undescribedPart } from './names.js';
import type { ObjectReader } from './object-reader.js';
import { describeFolder } from './folder-props.js';
import { statOf } from './object-stat.js';
import type { MtpSession } from './session.js';
import { childHandles, describeObject, isInRoot, type MtpObject, ROOT } from './objects.js';
import type { Quirks } from './quirks.js';
import { describeAll, readNewStorages, readStorages, type Storage } from './storages.js';
import { WholeReader } from './whole-reader.js';
import { WindowReader, type WindowSource } from './window-reader.js';

export interface MtpIoOptions {
  readonly link: MtpLink;
  readonly timing: Timing;
  readonly quirks: Quirks;
  readonly supports: (operation: number) => boolean;
}

/** A folder: the root of everything, a storage, or an object. */
interface Folder {
  readonly kind: 'folder';
  readonly path: string;
  /** Null for the root above several storages. */
  readonly storageId: number | null;
  /** Of the camera's handles at `generation`; a recovery may give everything another one. */
  handle: number;
  generation: number;
  readonly above: ReadonlySet<number>;
  children: Map<string, Child> | null;
}

interface File {
  readonly kind: 'file';
  readonly path: string;
  readonly stat: FileStat;
  readonly reader: ObjectReader;
}

type Child =
  | { readonly as: 'object'; readonly object: MtpObject }
  | { readonly as: 'storage'; readonly storageId: number }
  | { readonly as: 'refused'; readonly error: Error };

/** An object where it stands now, and what stands beside it: names as keys. */
export interface LocatedObject {
  readonly object: MtpObject;
  readonly siblings: readonly string[];
}

const BEYOND_32_BITS = 2 ** 32;
/** A property list takes as many transactions as a folder of so many objects. */
const WORTH_A_PROP_LIST = 10;

export class MtpIo implements VolumeIo {
  readonly #open = new Map<number, Folder | File>();
  #lastFd = 0;
  #storages: readonly Storage[] | null = null;
  /**
   * Storages that appeared after the first look, by their names in the root. What was listed before keeps its path: they
   * come beside it, also where the root is that of an only storage.
   */
  readonly #late = new Map<string, Storage>();
  #proven = false;
  /** Handles by path, of one generation: saves looking through a whole folder for each file. */
  readonly #handles = new Map<string, number>();
  #handlesOf = 0;

  #usePropList: boolean;

  constructor(private readonly options: MtpIoOptions) {
    this.#usePropList = options.quirks.propList && options.supports(OperationCode.GetObjectPropList);
  }

  /** A clip was read whole and its length was right: larger windows may be asked for. */
  proven(): void {
    this.#proven = true;
  }

  async openRoot(): Promise<IoHandle> {
    const storages = await this.storages();
    const only = storages.length === 1 ? storages[0] : undefined;
    return this.#keep(this.#folder('', only?.id ?? null, ROOT, new Set()));
  }

  async openDirectoryAt(directory: IoHandle, name: Buffer): Promise<IoHandle> {
    const folder = this.#folderOf(directory);
    const path = pathOf(folder, name);
    const child = await this.#find(folder, name);
    if (child.as === 'refused') throw cannotDescribe(child.error, path);
    if (child.as === 'storage') return this.#keep(this.#folder(path, child.storageId, ROOT, new Set()));
    const { handle, storageId, isFolder } = child.object;
    if (!isFolder) throw errnoError('ENOTDIR', path);
    if (folder.above.has(handle)) {
      throw new DeviceError('bwc.device.read_error', `the folder ${path} contains itself`, { path });
    }
    return this.#keep(this.#folder(path, folder.storageId ?? storageId, handle, new Set([...folder.above, handle])));
  }

  async openFileAt(directory: IoHandle, name: Buffer): Promise<IoHandle> {
    const folder = this.#folderOf(directory);
    const path = pathOf(folder, name);
    // Looked up anew: the size that was listed may be older than the file (AOSP answers from its database).
    const object = await this.#lookUp(folder, name);
    const stat = this.#stat(object, path);
    const reader = object.isFolder ? NOTHING : this.#reader(folder, name, object, Number(stat.size));
    return this.#keep({ kind: 'file', path, stat, reader });
  }

  async statAt(directory: IoHandle, name: Buffer): Promise<FileStat> {
    const folder = this.#folderOf(directory);
    const path = pathOf(folder, name);
    const listed = folder.children?.get(keyOf(name)) ?? this.#lateIn(folder, name);
    if (listed?.as === 'refused') throw cannotDescribe(listed.error, path);
    if (listed?.as === 'storage') return folderStat(path, this.options.quirks);
    return this.#stat(listed?.object ?? (await this.#lookUp(folder, name)), path);
  }

  async stat(handle: IoHandle): Promise<FileStat> {
    const open = this.#get(handle);
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
    const folder = this.#folderOf(directory);
    // Once for as long as it is open: a folder of thousands is not described again for each question about it.
    folder.children ??= await this.#list(folder);
    return [...folder.children.keys()].map((key) => Buffer.from(key, 'latin1'));
  }

  read(handle: IoHandle, into: Uint8Array, position: number): Promise<number> {
    const open = this.#get(handle);
    if (open.kind === 'folder') return Promise.reject(errnoError('EISDIR', open.path));
    return open.reader.read(into, position);
  }

  async space(): Promise<{ capacityBytes: bigint; freeBytes: bigint }> {
    const ids = [...(await this.storages()), ...this.#late.values()].map(({ id }) => id);
    const infos = (await this.options.link.use((session) => describeAll(session, ids))).map(({ info }) => info);
    return {
      capacityBytes: infos.reduce((sum, info) => sum + (info?.maxCapacityBytes ?? 0n), 0n),
      freeBytes: infos.reduce((sum, info) => sum + (info?.freeSpaceBytes ?? 0n), 0n),
    };
  }

  hasBlockDevice(): Promise<boolean> {
    return Promise.resolve(false);
  }

  async close(handle: IoHandle): Promise<void> {
    const open = this.#open.get(handle.fd);
    this.#open.delete(handle.fd);
    if (open?.kind === 'file') await open.reader.close();
  }

  async storages(): Promise<readonly Storage[]> {
    const { link, timing, quirks } = this.options;
    return (this.#storages ??= await link.use((session) => readStorages(session, timing, quirks.settleMs)));
  }

  /** What is asked for next is looked for from the root. */
  forgetHandles(): void {
    this.#handles.clear();
  }

  /** Null where there is no such object. Lists its folder anew. */
  async locate(path: SourcePath): Promise<LocatedObject | null> {
    const { children, name } = await this.#around(path);
    const child = children.get(keyOf(name));
    if (child === undefined) return null;
    if (child.as === 'storage') throw errnoError('EISDIR', path.text);
    if (child.as === 'refused') throw cannotDescribe(child.error, path.text);
    return { object: child.object, siblings: [...children.keys()].filter((key) => key !== keyOf(name)) };
  }

  /** Keys of everything in the folder of `path`, whether that is there or not. Lists the folder anew. */
  async siblingsOf(path: SourcePath): Promise<readonly string[]> {
    return [...(await this.#around(path)).children.keys()];
  }

  async #around(path: SourcePath): Promise<{ readonly children: ReadonlyMap<string, Child>; readonly name: Buffer }> {
    const parts = pathParts(sourcePathToBytes(path));
    const name = parts?.pop();
    if (parts === undefined || name === undefined) throw errnoError('ENOENT', path.text);
    let at = await this.openRoot();
    try {
      for (const part of parts) {
        const next = await this.openDirectoryAt(at, part);
        await this.close(at);
        at = next;
      }
      return { children: await this.#list(this.#folderOf(at)), name };
    } finally {
      await this.close(at);
    }
  }

  /** Whether storages have appeared since the last look; the next listing of the root has them. */
  async lookAgain(): Promise<boolean> {
    const known = new Set([...(await this.storages()), ...this.#late.values()].map(({ id }) => id));
    const found = await this.options.link.use((session) => readNewStorages(session, known));
    if (found.length === 0) return false;
    const root = await this.openRoot();
    const taken = await this.#list(this.#folderOf(root));
    await this.close(root);
    for (const storage of found) {
      const name = lateName(storage, new Set(taken.keys()));
      this.#late.set(name, storage);
      taken.set(name, { as: 'storage', storageId: storage.id });
    }
    return true;
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
        const now = await this.#lookUp(folder, name);
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

  async #find(folder: Folder, name: Buffer): Promise<Child> {
    const listed = folder.children?.get(keyOf(name)) ?? this.#lateIn(folder, name);
    if (listed !== undefined) return listed;
    if (folder.storageId === null) return this.#listed(folder, name);
    return { as: 'object', object: await this.#lookUp(folder, name) };
  }

  /** The object as the camera describes it now. */
  async #lookUp(folder: Folder, name: Buffer): Promise<MtpObject> {
    const path = pathOf(folder, name);
    const hint = this.#hint(path);
    if (hint !== undefined) {
      const object = await this.options.link
        .use((session) => describeObject(session, hint))
        .catch((error: unknown) => {
          if (isRefusal(error) || error instanceof MtpFormatError) return undefined;
          throw error;
        });
      if (object !== undefined && isAt(object, folder, name)) return object;
    }
    const found = await this.#listed(folder, name);
    if (found.as === 'refused') throw cannotDescribe(found.error, path);
    if (found.as === 'storage') throw errnoError('EISDIR', path);
    return found.object;
  }

  /** The folder's handle as the camera has it now: after a recovery found again from the root down. */
  async #handleOf(folder: Folder): Promise<number> {
    const { link } = this.options;
    if (folder.generation === link.generation || folder.handle === ROOT) return folder.handle;
    const parts = folder.path.split('/').map((part) => Buffer.from(part, 'latin1'));
    let at = await this.openRoot();
    try {
      for (const part of parts) {
        const next = await this.openDirectoryAt(at, part);
        await this.close(at);
        at = next;
      }
      const found = this.#folderOf(at);
      folder.handle = found.handle;
      folder.generation = found.generation;
      return found.handle;
    } finally {
      await this.close(at);
    }
  }

  async #listed(folder: Folder, name: Buffer): Promise<Child> {
    const children = await this.#list(folder);
    const child = children.get(keyOf(name));
    if (child === undefined) throw errnoError('ENOENT', pathOf(folder, name));
    return child;
  }

  #lateIn(folder: Folder, name: Buffer): Child | undefined {
    const late = folder.path === '' ? this.#late.get(keyOf(name)) : undefined;
    return late === undefined ? undefined : { as: 'storage', storageId: late.id };
  }

  async #list(folder: Folder): Promise<Map<string, Child>> {
    const children =
      folder.storageId === null ? await this.#listStorages() : await this.#listObjects(folder, folder.storageId);
    if (folder.path === '')
      for (const [name, { id }] of this.#late) children.set(name, { as: 'storage', storageId: id });
    return children;
  }

  async #listObjects(folder: Folder, storageId: number): Promise<Map<string, Child>> {
    const described = await this.options.link.use(async (session) => {
      const parent = await this.#handleOf(folder);
      const { handles, unsure } = await childHandles(session, storageId, parent, this.options.quirks);
      const known = await this.#fromPropList(session, storageId, parent, handles);
      const all: (MtpObject | { readonly handle: number; readonly refused: Error })[] = [];
      for (const handle of handles) {
        try {
          const object = known?.get(handle) ?? (await describeObject(session, handle));
          if (!unsure.has(handle) || isInRoot(object, storageId)) all.push(object);
        } catch (error) {
          if (!isRefusal(error) && !(error instanceof MtpFormatError)) throw error;
          // One that cannot be described must not hide its siblings; it is listed as what it is.
          all.push({ handle, refused: error });
        }
      }
      return all;
    });
    const objects = described.filter((d): d is MtpObject => !('refused' in d));
    const refused = described.filter((d) => 'refused' in d);
    if (objects.length === 0 && refused[0] !== undefined) {
      const { message } = cannotDescribe(refused[0].refused, `a single object of ${folder.path || 'its root'}`);
      throw new DeviceError('bwc.device.listing_failed', message, { path: folder.path });
    }
    const names = partsOf(objects);
    const children = new Map<string, Child>();
    objects.forEach((object, i) => {
      const name = names[i] ?? Buffer.alloc(0);
      children.set(keyOf(name), { as: 'object', object });
      this.#remember(pathOf(folder, name), object.handle);
    });
    for (const { handle, refused: error } of refused) {
      const name = undescribedPart(handle);
      children.set(keyOf(name), { as: 'refused', error });
    }
    return children;
  }

  async #fromPropList(
    session: MtpSession,
    storageId: number,
    parent: number,
    handles: readonly number[],
  ): Promise<ReadonlyMap<number, MtpObject> | null> {
    if (!this.#usePropList || parent === ROOT || handles.length < WORTH_A_PROP_LIST) return null;
    try {
      const objects = await describeFolder(session, storageId, parent, handles);
      this.#usePropList = objects !== null;
      return objects;
    } catch (error) {
      if (!isRefusal(error) && !(error instanceof MtpFormatError)) throw error;
      this.#usePropList = false;
      return null;
    }
  }

  async #listStorages(): Promise<Map<string, Child>> {
    const storages = await this.storages();
    const names = partsOf(storages.map(({ id, info }) => ({ handle: id, name: info?.description ?? '' })));
    const children = storages.map(({ id }, i): [string, Child] => [
      keyOf(names[i] ?? Buffer.alloc(0)),
      { as: 'storage', storageId: id },
    ]);
    return new Map(children);
  }

  #hint(path: string): number | undefined {
    return this.#handlesOf === this.options.link.generation ? this.#handles.get(path) : undefined;
  }

  #remember(path: string, handle: number): void {
    if (this.#handlesOf !== this.options.link.generation) this.#handles.clear();
    this.#handlesOf = this.options.link.generation;
    this.#handles.set(path, handle);
  }

  #folder(path: string, storageId: number | null, handle: number, above: ReadonlySet<number>): Folder {
    const { generation } = this.options.link;
    return { kind: 'folder', path, storageId, handle, generation, above, children: null };
  }

  #keep(open: Folder | File): IoHandle {
    this.#lastFd += 1;
    this.#open.set(this.#lastFd, open);
    return { fd: this.#lastFd };
  }

  #get({ fd }: IoHandle): Folder | File {
    const open = this.#open.get(fd);
    if (open === undefined) throw errnoError('EBADF', String(fd));
    return open;
  }

  #folderOf(handle: IoHandle): Folder {
    const open = this.#get(handle);
    if (open.kind !== 'folder') throw errnoError('ENOTDIR', open.path);
    return open;
  }
}

const NOTHING: ObjectReader = { read: () => Promise.resolve(0), close: () => Promise.resolve() };

/** What it is called, marked where something in the root is called so already. */
function lateName({ id, info }: Storage, taken: ReadonlySet<string>): string {
  const name = keyOf(partsOf([{ handle: id, name: info?.description ?? '' }])[0] ?? undescribedPart(id));
  return taken.has(name) ? `${name} ${keyOf(undescribedPart(id))}` : name;
}

const keyOf = (name: Buffer): string => name.toString('latin1');
const pathOf = (folder: Folder, name: Buffer): string =>
  folder.path === '' ? keyOf(name) : `${folder.path}/${keyOf(name)}`;

/** Whether what a remembered handle names is still what stands under this name in this folder. */
function isAt(object: MtpObject, folder: Folder, name: Buffer): boolean {
  const inFolder = folder.handle === ROOT ? true : object.parent === folder.handle;
  return inFolder && keyOf(partsOf([object])[0] ?? name) === keyOf(name);
}

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

const cannotDescribe = (error: Error, path: string): DeviceError =>
  new DeviceError(
    'bwc.device.read_error',
    `the camera does not describe ${path}: ${error.message}`,
    { path },
    { cause: error },
  );

const changed = (path: string): DeviceError =>
  new DeviceError('bwc.device.changed', `${path} is no longer what was opened`, { path });
