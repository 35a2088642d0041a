/**
 * A whole folder described in a few transactions instead of one for each object. Property lists are wrong on many devices,
 * so they only save questions: what they leave out is asked one by one, and a list that contradicts what an object says of
 * itself is not believed at all.
 */
import { ObjectFormat } from './codec/formats.js';
import { ObjectPropListParser } from './codec/object-prop-list.js';
import { ObjectProp } from './codec/object-props.js';
import { OperationCode } from './codec/operations.js';
import { Protection } from './codec/object-info.js';
import type { PtpValue } from './codec/data-values.js';
import { StreamedDataset } from './data-phase.js';
import { describeObject, LIST_TIMEOUT_MS, type MtpObject } from './objects.js';
import type { MtpSession } from './session.js';

const ASKED = [
  ObjectProp.ObjectFileName,
  ObjectProp.ObjectFormat,
  ObjectProp.ObjectSize,
  ObjectProp.ParentObject,
  ObjectProp.ProtectionStatus,
  ObjectProp.DateModified,
  ObjectProp.DateCreated,
] as const;
const DIRECT_CHILDREN = 1;

type Properties = Map<number, PtpValue>;

/** By handle; null where the list is not to be believed. @throws Refused, LinkBroken, LinkGone, MtpFormatError */
export async function describeFolder(
  session: MtpSession,
  storageId: number,
  folder: number,
  handles: readonly number[],
): Promise<ReadonlyMap<number, MtpObject> | null> {
  const wanted = new Set(handles);
  const byHandle = new Map<number, Properties>();
  for (const property of ASKED) {
    const parser = new ObjectPropListParser();
    const sink = new StreamedDataset((bytes) => {
      parser.feed(bytes);
      for (let e = parser.next(); e !== null; e = parser.next()) {
        if (e.property !== property || !wanted.has(e.handle)) continue;
        const properties = byHandle.get(e.handle) ?? new Map<number, PtpValue>();
        byHandle.set(e.handle, properties.set(property, e.value));
      }
    });
    await session.run(
      OperationCode.GetObjectPropList,
      [folder, 0, property, 0, DIRECT_CHILDREN],
      sink,
      LIST_TIMEOUT_MS,
    );
    parser.end();
  }
  const objects = new Map<number, MtpObject>();
  for (const [handle, properties] of byHandle) {
    const object = fromProperties(handle, storageId, properties);
    if (object !== null) objects.set(handle, object);
  }
  return (await agrees(session, objects)) ? objects : null;
}

function fromProperties(handle: number, storageId: number, properties: Properties): MtpObject | null {
  const [name, format, bytes, parent, protection, modified, captured] = ASKED.map((p) => properties.get(p));
  if (typeof name !== 'string' || typeof format !== 'number' || typeof bytes !== 'bigint') return null;
  if (typeof parent !== 'number' || typeof protection !== 'number') return null;
  if (typeof modified !== 'string' || typeof captured !== 'string') return null;
  const isFolder = format === ObjectFormat.Association;
  const locked = protection !== Protection.none;
  return { handle, storageId, parent, name, isFolder, bytes, modified, captured, locked };
}

/** Holds the first and the last against what they say of themselves. */
async function agrees(session: MtpSession, objects: ReadonlyMap<number, MtpObject>): Promise<boolean> {
  const all = [...objects.values()];
  for (const listed of new Set([all.at(0), all.at(-1)])) {
    if (listed === undefined) continue;
    const asked = await describeObject(session, listed.handle);
    const same = (Object.keys(listed) as (keyof MtpObject)[]).every((key) => listed[key] === asked[key]);
    if (!same) return false;
  }
  return true;
}
