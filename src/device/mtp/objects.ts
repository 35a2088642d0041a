/** What lies in a folder of a camera, and what one object is. The list of handles is the truth. */
import { OperationCode } from './codec/operations.js';
import { DataType, parseValue } from './codec/data-values.js';
import { ObjectFormat } from './codec/formats.js';
import { parseObjectHandles } from './codec/id-lists.js';
import { declaredBytes, type ObjectInfo, parseObjectInfo, Protection } from './codec/object-info.js';
import { ObjectProp } from './codec/object-props.js';
import { isRefusal, type Refused } from './link-error.js';
import type { Quirks } from './quirks.js';
import type { MtpSession } from './session.js';

export const ROOT = 0xffffffff;
/** Whole lists of a folder of thousands may take the device a minute to make. */
export const LIST_TIMEOUT_MS = 60_000;

export interface MtpObject {
  readonly handle: number;
  readonly storageId: number;
  readonly parent: number;
  readonly name: string;
  readonly isFolder: boolean;
  /** Null where the device does not say: such an object cannot be read whole with certainty. */
  readonly bytes: bigint | null;
  /** Date strings as the device writes them. */
  readonly modified: string;
  readonly captured: string;
  readonly locked: boolean;
}

/** @throws Refused, LinkBroken, LinkGone; MtpFormatError for an answer that cannot be read */
export async function describeObject(session: MtpSession, handle: number): Promise<MtpObject> {
  const info = parseObjectInfo(await session.read(OperationCode.GetObjectInfo, [handle]));
  return {
    handle,
    storageId: info.storageId,
    parent: info.parentObject,
    name: info.filename,
    isFolder: info.format === ObjectFormat.Association,
    bytes: declaredBytes(info) ?? (await objectSize(session, handle)),
    modified: info.modificationDate,
    captured: info.captureDate,
    locked: isLocked(info),
  };
}

const isLocked = ({ protectionStatus }: ObjectInfo): boolean => protectionStatus !== Protection.none;

/** The 64-bit size, or null where the device has no such property. */
async function objectSize(session: MtpSession, handle: number): Promise<bigint | null> {
  try {
    const answer = await session.read(OperationCode.GetObjectPropValue, [handle, ObjectProp.ObjectSize]);
    const { value } = parseValue(answer, DataType.uint64);
    return typeof value === 'bigint' ? value : null;
  } catch (error) {
    if (isRefusal(error)) return null;
    throw error;
  }
}

export interface Children {
  readonly handles: readonly number[];
  /** Of these the device did not say whether they lie deeper: whoever describes them looks at their parent. */
  readonly unsure: ReadonlySet<number>;
}

/** What lies directly in `parent` (`ROOT` for the root of the storage). */
export async function childHandles(
  session: MtpSession,
  storageId: number,
  parent: number,
  quirks: Quirks,
): Promise<Children> {
  const children = async (of: number): Promise<Children> => ({
    handles: await handlesOf(session, storageId, of),
    unsure: new Set(),
  });
  if (parent !== ROOT) return children(parent);
  if (quirks.rootParent === 'storage') return children(storageId);
  try {
    if (quirks.rootParent === 'auto') return await children(ROOT);
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  // 0 means the root's children to some devices and every object there is to others (AOSP): only parents tell.
  return rootOnly(session, storageId, await handlesOf(session, storageId, 0));
}

export const isInRoot = ({ parent }: MtpObject, storageId: number): boolean =>
  parent === 0 || parent === ROOT || parent === storageId;

async function handlesOf(session: MtpSession, storageId: number, parent: number): Promise<readonly number[]> {
  const answer = await session.read(OperationCode.GetObjectHandles, [storageId, 0, parent], LIST_TIMEOUT_MS);
  return [...new Set(parseObjectHandles(answer).ids)];
}

async function rootOnly(session: MtpSession, storageId: number, all: readonly number[]): Promise<Children> {
  const handles: number[] = [];
  const unsure = new Set<number>();
  for (const handle of all) {
    try {
      if (isInRoot(await describeObject(session, handle), storageId)) handles.push(handle);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      handles.push(handle);
      unsure.add(handle);
    }
  }
  return { handles, unsure };
}

export type Described = MtpObject | { readonly handle: number; readonly refused: Refused };
