/** A whole listing of a volume: every entry that is not a folder, once, with its class. */
import type { ClipKind, EntryClass } from '../../domain/clip.js';
import { sourcePathFromBytes, baseNameOf } from '../../domain/source-path.js';
import { toInstant } from '../../domain/time.js';
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

export interface ListingContext {
  readonly io: VolumeIo;
  readonly root: VolumeRoot;
  readonly layout: Layout;
  readonly readName: NameReader;
  readonly fileSystem: string | null;
}

type Draft = Omit<ListedFile, 'class' | 'locked'> & { readonly key: string; readonly writable: boolean | null };

const UNKNOWN_FILE = { bytes: 0, allocatedBytes: null, stamp: '', modified: null, nameFacts: null, writable: null };

/**
 * @throws DeviceError `bwc.device.gone` when the medium went away meanwhile, `bwc.device.listing_failed` when the root
 * itself cannot be read; the signal's reason when aborted.
 */
export async function listVolume(context: ListingContext, signal?: AbortSignal): Promise<ListedFile[]> {
  const drafts: Draft[] = [];
  const looked: LookedAt[] = [];
  for (const entry of await walkAll(context, signal)) {
    const draft = draftOf(entry, drafts.length, context);
    drafts.push(draft);
    looked.push({ path: draft.key, look: await lookAt(entry, draft, context) });
  }
  // An error in the walk may have been the medium's last: what is missing then is not "nothing there".
  if (!(await context.root.isPresent())) {
    throw new DeviceError('bwc.device.gone', 'the medium went away while it was listed');
  }
  const tellsLocked = canTellLocked(context.fileSystem) && drafts.some((d) => d.writable === true);
  return classify(looked, context.layout).map((entryClass, index): ListedFile => {
    const { key: _key, writable, ...file } = drafts[index] as Draft;
    return { ...file, class: entryClass, locked: tellsLocked && writable !== null ? !writable : null };
  });
}

async function walkAll({ io, root }: ListingContext, signal: AbortSignal | undefined): Promise<WalkedEntry[]> {
  try {
    return await root.use((handle) => Array.fromAsync(walkVolume(io, handle, signal)));
  } catch (error) {
    if (signal?.aborted === true) throw error;
    const why = await explainFailure(root, error, '.', 0);
    if (why.code === 'bwc.device.gone') throw why;
    throw new DeviceError('bwc.device.listing_failed', 'the volume cannot be listed', why.details, { cause: error });
  }
}
