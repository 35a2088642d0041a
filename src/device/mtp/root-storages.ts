/** The storages in the root of a camera: those of the first look, and those that appeared later. */
import type { Timing } from '../usb/timing.js';
import { type Child, type Children, keyOf } from './folder.js';
import type { MtpLink } from './link.js';
import { partsOf, undescribedPart } from './names.js';
import type { Quirks } from './quirks.js';
import { describeAll, readNewStorages, readStorages, type Storage } from './storages.js';

export interface StorageOptions {
  readonly link: MtpLink;
  readonly timing: Timing;
  readonly quirks: Quirks;
}

export class RootStorages {
  #first: readonly Storage[] | null = null;
  /**
   * Storages that appeared after the first look, by their names in the root. What was listed before keeps its path: they
   * come beside it, also where the root is that of an only storage.
   */
  readonly #late = new Map<string, Storage>();

  constructor(private readonly options: StorageOptions) {}

  /** Those of the first look. */
  async first(): Promise<readonly Storage[]> {
    const { link, timing, quirks } = this.options;
    return (this.#first ??= await link.use((session) => readStorages(session, timing, quirks.settleMs)));
  }

  /** All that are known, as they are now. */
  async describe(): Promise<readonly Storage[]> {
    const ids = await this.#ids();
    return this.options.link.use((session) => describeAll(session, ids));
  }

  /** The names of the first in a root above several. */
  async asChildren(): Promise<Children> {
    const storages = await this.first();
    const names = partsOf(storages.map(({ id, info }) => ({ handle: id, name: info?.description ?? '' })));
    const children = storages.map(({ id }, i): [string, Child] => [
      keyOf(names[i] ?? Buffer.alloc(0)),
      { as: 'storage', storageId: id },
    ]);
    return new Map(children);
  }

  late(name: Buffer): Child | undefined {
    const late = this.#late.get(keyOf(name));
    return late === undefined ? undefined : { as: 'storage', storageId: late.id };
  }

  addLateTo(root: Children): void {
    for (const [name, { id }] of this.#late) root.set(name, { as: 'storage', storageId: id });
  }

  /**
   * Whether storages have appeared since the last look.
   * @param namesInRoot what is there already: asked for only when there are new ones
   */
  async lookAgain(namesInRoot: () => Promise<Iterable<string>>): Promise<boolean> {
    const known = new Set(await this.#ids());
    const found = await this.options.link.use((session) => readNewStorages(session, known));
    if (found.length === 0) return false;
    const taken = new Set(await namesInRoot());
    for (const storage of found) {
      const name = lateName(storage, taken);
      this.#late.set(name, storage);
      taken.add(name);
    }
    return true;
  }

  async #ids(): Promise<number[]> {
    return [...(await this.first()), ...this.#late.values()].map(({ id }) => id);
  }
}

/** What it is called, marked where something in the root is called so already. */
function lateName({ id, info }: Storage, taken: ReadonlySet<string>): string {
  const name = keyOf(partsOf([{ handle: id, name: info?.description ?? '' }])[0] ?? undescribedPart(id));
  return taken.has(name) ? `${name} ${keyOf(undescribedPart(id))}` : name;
}
