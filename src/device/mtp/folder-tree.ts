/** The way through a camera's folders, by names: handles are looked up, remembered as hints, and never trusted. */
import { errnoError } from '../volume/errno-error.js';
import { DeviceError } from '../errors.js';
import { MtpFormatError } from './codec/format-error.js';
import { cannotDescribe, type Child, type Children, type Folder, keyOf, pathOf } from './folder.js';
import { byName, FolderListing } from './folder-listing.js';
import { HandleMemory } from './handle-memory.js';
import { isRefusal } from './link-error.js';
import { partsOf } from './names.js';
import { describeObject, type MtpObject, ROOT } from './objects.js';
import { RootStorages, type StorageOptions } from './root-storages.js';

export interface TreeOptions extends StorageOptions {
  readonly supports: (operation: number) => boolean;
}

export class FolderTree {
  readonly storages: RootStorages;
  readonly #listing: FolderListing;
  readonly #handles = new HandleMemory();

  constructor(private readonly options: TreeOptions) {
    this.storages = new RootStorages(options);
    this.#listing = new FolderListing(options.quirks, options.supports);
  }

  async root(): Promise<Folder> {
    const storages = await this.storages.first();
    const only = storages.length === 1 ? storages[0] : undefined;
    return this.#folder('', only?.id ?? null, ROOT, new Set());
  }

  async enter(folder: Folder, name: Buffer): Promise<Folder> {
    const path = pathOf(folder, name);
    const child = await this.#find(folder, name);
    if (child.as === 'refused') throw cannotDescribe(child.error, path);
    if (child.as === 'storage') return this.#folder(path, child.storageId, ROOT, new Set());
    const { handle, storageId, isFolder } = child.object;
    if (!isFolder) throw errnoError('ENOTDIR', path);
    if (folder.above.has(handle)) {
      throw new DeviceError('bwc.device.read_error', `the folder ${path} contains itself`, { path });
    }
    return this.#folder(path, folder.storageId ?? storageId, handle, new Set([...folder.above, handle]));
  }

  /** From the root down. */
  async walk(parts: readonly Buffer[]): Promise<Folder> {
    let at = await this.root();
    for (const part of parts) at = await this.enter(at, part);
    return at;
  }

  /** What was listed under this name while the folder is open; storages that came late are known without. */
  listed(folder: Folder, name: Buffer): Child | undefined {
    return folder.children?.get(keyOf(name)) ?? (folder.path === '' ? this.storages.late(name) : undefined);
  }

  /** The object as the camera describes it now. */
  async lookUp(folder: Folder, name: Buffer): Promise<MtpObject> {
    const path = pathOf(folder, name);
    const hint = this.#handles.get(path, this.options.link.generation);
    if (hint !== undefined) {
      const object = await this.options.link
        .use((session) => describeObject(session, hint))
        .catch((error: unknown) => {
          if (isRefusal(error) || error instanceof MtpFormatError) return undefined;
          throw error;
        });
      if (object !== undefined && isAt(object, folder, name)) return object;
    }
    const found = await this.#findInList(folder, name);
    if (found.as === 'refused') throw cannotDescribe(found.error, path);
    if (found.as === 'storage') throw errnoError('EISDIR', path);
    return found.object;
  }

  async list(folder: Folder): Promise<Children> {
    const children =
      folder.storageId === null ? await this.storages.asChildren() : await this.#listObjects(folder, folder.storageId);
    if (folder.path === '') this.storages.addLateTo(children);
    return children;
  }

  /** Whether storages have appeared since the last look; the next listing of the root has them. */
  lookAgain(): Promise<boolean> {
    return this.storages.lookAgain(async () => (await this.list(await this.root())).keys());
  }

  /** What is asked for next is looked for from the root. */
  forgetHandles(): void {
    this.#handles.forget();
  }

  async #find(folder: Folder, name: Buffer): Promise<Child> {
    const listed = this.listed(folder, name);
    if (listed !== undefined) return listed;
    if (folder.storageId === null) return this.#findInList(folder, name);
    return { as: 'object', object: await this.lookUp(folder, name) };
  }

  async #findInList(folder: Folder, name: Buffer): Promise<Child> {
    const child = (await this.list(folder)).get(keyOf(name));
    if (child === undefined) throw errnoError('ENOENT', pathOf(folder, name));
    return child;
  }

  async #listObjects(folder: Folder, storageId: number): Promise<Children> {
    const { link } = this.options;
    const described = await link.use(async (session) =>
      this.#listing.describe(session, storageId, await this.#handleOf(folder)),
    );
    const children = byName(described, folder.path);
    for (const [key, child] of children) {
      if (child.as !== 'object') continue;
      this.#handles.remember(pathOf(folder, Buffer.from(key, 'latin1')), child.object.handle, link.generation);
    }
    return children;
  }

  /** The folder's handle as the camera has it now: after a recovery found again from the root down. */
  async #handleOf(folder: Folder): Promise<number> {
    if (folder.generation === this.options.link.generation || folder.handle === ROOT) return folder.handle;
    const found = await this.walk(folder.path.split('/').map((part) => Buffer.from(part, 'latin1')));
    folder.handle = found.handle;
    folder.generation = found.generation;
    return found.handle;
  }

  #folder(path: string, storageId: number | null, handle: number, above: ReadonlySet<number>): Folder {
    const { generation } = this.options.link;
    return { kind: 'folder', path, storageId, handle, generation, above, children: null };
  }
}

/** Whether what a remembered handle names is still what stands under this name in this folder. */
function isAt(object: MtpObject, folder: Folder, name: Buffer): boolean {
  const inFolder = folder.handle === ROOT ? true : object.parent === folder.handle;
  return inFolder && keyOf(partsOf([object])[0] ?? name) === keyOf(name);
}
