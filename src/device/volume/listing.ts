/** A whole listing of a volume: every entry that is not a folder, once, with its class. */
import type { EntryClass } from '../../domain/clip.js';
import { hasCode, messageOf } from '../../domain/errors.js';
import { baseNameOf, sourcePathFromBytes } from '../../domain/source-path.js';
import { type Instant, toInstant } from '../../domain/time.js';
import type { ListedFile, NameFacts } from '../camera.js';
import { DeviceError } from '../errors.js';
import { classify, type LookedAt } from './classify.js';
import { explainFailure } from './failure.js';
import { firstLook, secondLook } from './first-look.js';
import type { NameReader } from './identity/name-facts.js';
import type { Layout } from './layout.js';
import { canTellLocked, isWritable } from './locked.js';
import { openSource } from './open-source.js';
import { bytesKey } from './path-bytes.js';
import { SNIFF_BYTES, sniffKind } from './sniff.js';
import { stampOf } from './stamp.js';
import type { VolumeIo } from './volume-io.js';
import type { VolumeRoot } from './volume-root.js';
import { walkVolume, type WalkedEntry } from './walk.js';

/** The last millisecond ECMAScript dates can name. */
const MAX_DATE_MS = 8.64e15;

export interface ListingContext {
  readonly io: VolumeIo;
  readonly root: VolumeRoot;
  readonly layout: Layout;
  readonly readName: NameReader;
  readonly fileSystem: string | null;
}

interface Draft {
  readonly key: string;
  readonly file: Omit<ListedFile, 'class' | 'locked'>;
  readonly look: LookedAt['look'];
  /** Null for what is no regular file. */
  readonly writable: boolean | null;
}

/**
 * @throws DeviceError `bwc.device.gone` when the medium went away meanwhile, `bwc.device.listing_failed` when the root
 * itself cannot be read; the signal's reason when aborted.
 */
export async function listVolume(context: ListingContext, signal?: AbortSignal): Promise<ListedFile[]> {
  const drafts = await draftAll(context, signal);
  // An error in the walk may have been the medium's last: what is missing then is not "nothing there".
  const { root } = context;
  const failed = drafts.some(({ look }) => look.as === 'settled' && look.class.as === 'failed');
  if (!(await (failed ? root.staysPresent() : root.isPresent()))) {
    throw new DeviceError('bwc.device.gone', 'the medium went away while it was listed');
  }
  const classes = classify(
    drafts.map(({ key, look }) => ({ path: key, look })),
    context.layout,
  );
  const tellsLocked = canTellLocked(context.fileSystem) && drafts.some((draft) => draft.writable === true);
  return drafts.map(({ file, writable }, index): ListedFile => {
    const locked = tellsLocked && writable !== null ? !writable : null;
    return { ...file, class: classes[index] ?? { as: 'failed', reason: 'not classified' }, locked };
  });
}

async function draftAll(context: ListingContext, signal: AbortSignal | undefined): Promise<Draft[]> {
  const { io, root } = context;
  try {
    return await root.use(async (handle) => {
      const drafts: Draft[] = [];
      for await (const entry of walkVolume(io, handle, signal)) {
        drafts.push(await draftOf(entry, drafts.length, context));
      }
      return drafts;
    });
  } catch (error) {
    if (signal?.aborted === true) throw error;
    const why = await explainFailure(root, error, '.', 0);
    if (why.code === 'bwc.device.gone') throw why;
    throw new DeviceError('bwc.device.listing_failed', 'the volume cannot be listed', why.details, { cause: error });
  }
}

async function draftOf(entry: WalkedEntry, index: number, context: ListingContext): Promise<Draft> {
  const key = bytesKey(entry.path);
  const path = sourcePathFromBytes(entry.path);
  if (entry.kind !== 'file') {
    const file = { index, path, bytes: 0, allocatedBytes: null, stamp: '', modified: null, nameFacts: null };
    const as = entry.kind === 'failed' ? 'failed' : 'ignored';
    return { key, file, look: settled({ as, reason: entry.reason }), writable: null };
  }
  const { stat } = entry;
  const possible = stat.size <= BigInt(Number.MAX_SAFE_INTEGER);
  const file = {
    index,
    path,
    bytes: possible ? Number(stat.size) : 0,
    allocatedBytes: possible && stat.blocks >= 0n ? Number(stat.blocks * 512n) : null,
    stamp: stampOf(stat),
    modified: modifiedOf(stat.mtimeNs),
    nameFacts: factsOf(key, baseNameOf(path), context),
  };
  const look = possible
    ? await lookAt(key, file, context)
    : settled({ as: 'failed', reason: `impossible size: ${String(stat.size)} bytes` });
  return { key, file, look, writable: isWritable(stat.mode) };
}

const settled = (entryClass: EntryClass): LookedAt['look'] => ({ as: 'settled', class: entryClass });

/** Null for a time that has no calendar form (a corrupt inode). */
function modifiedOf(mtimeNs: bigint): Instant | null {
  const ms = Number(mtimeNs / 1_000_000n);
  return Math.abs(ms) <= MAX_DATE_MS ? toInstant(ms) : null;
}

/** A clip in one of the profile's folders for important files carries that mark whatever its name says. */
function factsOf(key: string, name: string, { layout, readName }: ListingContext): NameFacts | null {
  const facts = readName(name);
  if (!layout.isImportant(key)) return facts;
  const none = { pattern: 'folder', start: null, serial: null, officerNo: null, encrypted: false };
  return { ...(facts ?? none), important: true };
}

async function lookAt(key: string, file: Draft['file'], context: ListingContext): Promise<LookedAt['look']> {
  const look = firstLook(key, file.bytes, context.layout);
  if (look.as !== 'unknown') return look;
  try {
    const source = await openSource(context.io, context.root, file.path);
    try {
      const head = Buffer.alloc(SNIFF_BYTES);
      const length = await source.read(head, 0);
      return secondLook(key, sniffKind(head.subarray(0, length)));
    } finally {
      await source.close();
    }
  } catch (error) {
    if (hasCode(error, 'bwc.device.gone')) throw error;
    return settled({ as: 'failed', reason: `cannot be looked at: ${messageOf(error)}` });
  }
}
