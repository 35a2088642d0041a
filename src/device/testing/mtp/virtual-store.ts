/** The storages of a virtual camera and the trees on them. Tests change it underneath a transfer as they like. */
import { StorageAccess, StorageType, type StorageInfo } from '../../mtp/codec/storage-info.js';
import { type VirtualEntry, VirtualObject } from './virtual-object.js';

export interface VirtualStorageSpec extends Partial<StorageInfo> {
  /** Default: 0x00010001 and on, as Android and QEMU number them. */
  readonly id?: number;
  /** Milliseconds after plugging in until the storage shows. Default 0. */
  readonly appearsAfterMs?: number;
  readonly entries?: readonly VirtualEntry[];
}

export class VirtualStorage {
  readonly roots: VirtualObject[] = [];
  /** Taken out, as a card is. */
  removed = false;

  constructor(
    readonly id: number,
    readonly appearsAfterMs: number,
    readonly info: StorageInfo,
  ) {}
}

const FIRST_STORAGE_ID = 0x00010001;
const NEXT_STORAGE = 0x00010000;

const DEFAULT_INFO: StorageInfo = {
  storageType: StorageType.fixedRam,
  filesystemType: 2,
  accessCapability: StorageAccess.readWrite,
  maxCapacityBytes: 64n * 1024n ** 3n,
  freeSpaceBytes: 32n * 1024n ** 3n,
  freeSpaceObjects: 0xffffffff,
  description: 'Internal storage',
  volumeIdentifier: '',
};

const namesOf = ({ path }: VirtualEntry): readonly string[] => (typeof path === 'string' ? path.split('/') : path);

export class VirtualStore {
  readonly storages: VirtualStorage[] = [];
  #lastId = 0;

  constructor(specs: readonly VirtualStorageSpec[]) {
    for (const spec of specs) this.addStorage(spec);
  }

  addStorage({ id, appearsAfterMs, entries, ...info }: VirtualStorageSpec): VirtualStorage {
    const storage = new VirtualStorage(
      id ?? FIRST_STORAGE_ID + this.storages.length * NEXT_STORAGE,
      appearsAfterMs ?? 0,
      { ...DEFAULT_INFO, ...info },
    );
    this.storages.push(storage);
    for (const entry of entries ?? []) this.add(entry, storage);
    return storage;
  }

  /** On the first storage where none is named. Two entries of one path are two objects of one name. */
  add(entry: VirtualEntry, storage: VirtualStorage = this.#first()): VirtualObject {
    const names = namesOf(entry);
    const parent = names.slice(0, -1).reduce<VirtualObject | null>((above, name) => {
      const there = siblings(storage, above).find((object) => object.name === name && object.content === null);
      return there ?? this.#attach(storage, above, name, { path: name, folder: true });
    }, null);
    return this.#attach(storage, parent, names.at(-1) ?? '', entry);
  }

  /**
   * The first object of this path on any storage.
   * @throws Error where there is none
   */
  find(path: string): VirtualObject {
    const found = this.objects().find((object) => object.path === path);
    if (found === undefined) throw new Error(`no object ${path} on the virtual camera`);
    return found;
  }

  /** Takes an object, with what is in it, off the camera. */
  remove(object: VirtualObject): void {
    for (const child of [...object.children]) this.remove(child);
    const among = siblings(object.storage, object.parent);
    among.splice(among.indexOf(object), 1);
    object.removed = true;
  }

  /** Depth first, a folder before what is in it. */
  objects(storages: readonly VirtualStorage[] = this.storages): VirtualObject[] {
    const found: VirtualObject[] = [];
    const collect = (objects: readonly VirtualObject[]): void => {
      for (const object of objects) {
        found.push(object);
        collect(object.children);
      }
    };
    for (const storage of storages) collect(storage.roots);
    return found;
  }

  /** Those a device shows so long after it was plugged in. */
  visible(sincePluggedMs: number): VirtualStorage[] {
    return this.storages.filter((storage) => !storage.removed && storage.appearsAfterMs <= sincePluggedMs);
  }

  #first(): VirtualStorage {
    return this.storages[0] ?? this.addStorage({});
  }

  #attach(storage: VirtualStorage, parent: VirtualObject | null, name: string, entry: VirtualEntry): VirtualObject {
    const object = new VirtualObject(storage, parent, name, ++this.#lastId, entry);
    siblings(storage, parent).push(object);
    return object;
  }
}

const siblings = (storage: VirtualStorage, parent: VirtualObject | null): VirtualObject[] =>
  parent === null ? storage.roots : parent.children;
