/** The stores of a camera. Right after plugging in there may be none yet, or only some of them. */
import type { Timing } from '../usb/timing.js';
import { OperationCode } from './codec/operations.js';
import { parseStorageIds } from './codec/id-lists.js';
import { parseStorageInfo, type StorageInfo } from './codec/storage-info.js';
import { isRefusal } from './link-error.js';
import type { MtpSession } from './session.js';

export interface Storage {
  readonly id: number;
  /** Null where the device would not describe it. */
  readonly info: StorageInfo | null;
}

const LOOK_AGAIN_MS = 500;
/** The built-in store shows before the card does: what is there must have been the same for so long. */
const STEADY_MS = 2000;

/** Waits up to `settleMs` for a first store. None after that is an answer too: a camera without a card. */
export async function readStorages(session: MtpSession, timing: Timing, settleMs: number): Promise<Storage[]> {
  const until = timing.now() + settleMs;
  let seen = '';
  let since = timing.now();
  for (;;) {
    const ids = parseStorageIds(await session.read(OperationCode.GetStorageIDs, [])).ids.filter(isPresent);
    const now = timing.now();
    if (ids.join() !== seen) {
      seen = ids.join();
      since = now;
    }
    if (ids.length > 0 && now - since >= STEADY_MS) return describeAll(session, ids);
    if (ids.length === 0 && now >= until) return [];
    await timing.sleep(LOOK_AGAIN_MS);
  }
}

/** Those that are there now and not among `known`. */
export async function readNewStorages(session: MtpSession, known: ReadonlySet<number>): Promise<Storage[]> {
  const { ids } = parseStorageIds(await session.read(OperationCode.GetStorageIDs, []));
  return describeAll(
    session,
    ids.filter((id) => isPresent(id) && !known.has(id)),
  );
}

export async function describeAll(session: MtpSession, ids: readonly number[]): Promise<Storage[]> {
  const storages: Storage[] = [];
  for (const id of ids) {
    try {
      storages.push({ id, info: parseStorageInfo(await session.read(OperationCode.GetStorageInfo, [id])) });
    } catch (error) {
      if (!isRefusal(error)) throw error;
      storages.push({ id, info: null });
    }
  }
  return storages;
}

/** A slot without a medium has a logical part of 0 (ISO 15740 5.2.2). */
const isPresent = (id: number): boolean => (id & 0xffff) !== 0;
