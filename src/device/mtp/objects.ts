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

/** Handles of what lies directly in `parent` (`ROOT` for the root of the storage). */
export async function childHandles(
  session: MtpSession,
  storageId: number,
  parent: number,
  quirks: Quirks,
): Promise<readonly number[]> {
  if (parent !== ROOT) return handlesOf(session, storageId, parent);
  if (quirks.rootParent === 'storage') return handlesOf(session, storageId, storageId);
  try {
    if (quirks.rootParent === 'auto') return await handlesOf(session, storageId, ROOT);
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
  // 0 means the root's children to some devices and every object there is to others (AOSP): only parents tell.
  return rootOnly(session, storageId, await handlesOf(session, storageId, 0));
}

async function handlesOf(session: MtpSession, storageId: number, parent: number): Promise<readonly number[]> {
  const answer = await session.read(OperationCode.GetObjectHandles, [storageId, 0, parent], LIST_TIMEOUT_MS);
  return [...new Set(parseObjectHandles(answer).ids)];
}

async function rootOnly(session: MtpSession, storageId: number, handles: readonly number[]): Promise<number[]> {
  const inRoot: number[] = [];
  for (const handle of handles) {
    try {
      const { parent } = await describeObject(session, handle);
      if (parent === 0 || parent === ROOT || parent === storageId) inRoot.push(handle);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      inRoot.push(handle);
    }
  }
  return inRoot;
}

export type Described = MtpObject | { readonly handle: number; readonly refused: Refused };
