/** What lies in a folder of a storage, each object under its name: by a property list where that is to be believed. */
import { DeviceError } from '../errors.js';
import { MtpFormatError } from './codec/format-error.js';
import { OperationCode } from './codec/operations.js';
import { cannotDescribe, type Child, keyOf } from './folder.js';
import { describeFolder } from './folder-props.js';
import { isRefusal } from './link-error.js';
import { partsOf, undescribedPart } from './names.js';
import { childHandles, describeObject, isInRoot, type MtpObject, ROOT } from './objects.js';
import type { Quirks } from './quirks.js';
import type { MtpSession } from './session.js';

/** A property list takes as many transactions as a folder of so many objects. */
const WORTH_A_PROP_LIST = 10;

type Refusal = { readonly handle: number; readonly refused: Error };

export class FolderListing {
  #usePropList: boolean;

  constructor(
    private readonly quirks: Quirks,
    supports: (operation: number) => boolean,
  ) {
    this.#usePropList = quirks.propList && supports(OperationCode.GetObjectPropList);
  }

  /** One that cannot be described must not hide its siblings; it is listed as what it is. */
  async describe(session: MtpSession, storageId: number, parent: number): Promise<readonly (MtpObject | Refusal)[]> {
    const { handles, unsure } = await childHandles(session, storageId, parent, this.quirks);
    const known = await this.#fromPropList(session, storageId, parent, handles);
    const all: (MtpObject | Refusal)[] = [];
    for (const handle of handles) {
      try {
        const object = known?.get(handle) ?? (await describeObject(session, handle));
        if (!unsure.has(handle) || isInRoot(object, storageId)) all.push(object);
      } catch (error) {
        if (!isRefusal(error) && !(error instanceof MtpFormatError)) throw error;
        all.push({ handle, refused: error });
      }
    }
    return all;
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
}

/** @throws DeviceError `bwc.device.listing_failed` where not one of them is described: that is no empty folder */
export function byName(described: readonly (MtpObject | Refusal)[], path: string): Map<string, Child> {
  const objects = described.filter((d): d is MtpObject => !('refused' in d));
  const refused = described.filter((d) => 'refused' in d);
  if (objects.length === 0 && refused[0] !== undefined) {
    const { message } = cannotDescribe(refused[0].refused, `a single object of ${path || 'its root'}`);
    throw new DeviceError('bwc.device.listing_failed', message, { path });
  }
  const names = partsOf(objects);
  const children = new Map<string, Child>();
  objects.forEach((object, i) => {
    children.set(keyOf(names[i] ?? Buffer.alloc(0)), { as: 'object', object });
  });
  for (const { handle, refused: error } of refused) {
    children.set(keyOf(undescribedPart(handle)), { as: 'refused', error });
  }
  return children;
}
