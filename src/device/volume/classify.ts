/** Gives every file of a whole listing its class: sidecars find their clip, and what has no clip says so. Pure. */
import type { ClipKind, EntryClass, SidecarKind } from '../../domain/clip.js';
import { type KnownLook, isThumbnailFolder, nameParts } from './first-look.js';
import type { Layout } from './layout.js';
import { foldAscii } from './path-bytes.js';

export interface LookedAt {
  /** A key made by `bytesKey`. */
  readonly path: string;
  readonly look: KnownLook;
}

interface Clip {
  readonly index: number;
  readonly kind: ClipKind;
  readonly base: string;
}

const BY_KIND: Readonly<Record<ClipKind, number>> = { video: 0, audio: 1, photo: 2 };

/** The answer's position is the file's position in `files`. */
export function classify(files: readonly LookedAt[], layout: Layout): EntryClass[] {
  const clips = new ClipIndex();
  files.forEach(({ path, look }, index) => {
    if (look.as === 'media') clips.add(path, { index, kind: look.kind, base: nameParts(path).base });
  });
  return files.map(({ path, look }): EntryClass => {
    if (look.as === 'settled') return look.class;
    if (look.as === 'media') return { as: 'clip', kind: look.kind };
    return sidecarClass(path, look.kind, clips, layout);
  });
}

function sidecarClass(path: string, kind: SidecarKind, clips: ClipIndex, layout: Layout): EntryClass {
  const { folder, base, extension } = nameParts(path);
  const beside = clips.inFolder(folder, base);
  if (beside !== undefined) return { as: 'sidecar', kind, of: beside.index };
  if (isThumbnailFolder(folder, layout)) {
    const above = clips.inFolder(folder.slice(0, Math.max(folder.lastIndexOf('/'), 0)), base);
    if (above !== undefined) return { as: 'sidecar', kind, of: above.index };
    // A picture nobody claims is kept as a picture rather than lost.
    if (extension !== 'thm' && kind === 'thumbnail') return { as: 'clip', kind: 'photo' };
  }
  if (layout.isSidecarFolder(folder)) {
    const anywhere = clips.anywhere(base);
    if (anywhere.length === 1 && anywhere[0] !== undefined) return { as: 'sidecar', kind, of: anywhere[0].index };
    if (anywhere.length > 1) return { as: 'ignored', reason: 'more than one clip has this base name' };
  }
  return { as: 'ignored', reason: 'no clip with this base name' };
}

/** Clips by folder and base name; the case of ASCII letters counts only between twins. */
class ClipIndex {
  readonly #byFolderAndBase = new Map<string, Clip[]>();
  readonly #byBase = new Map<string, Clip[]>();

  add(path: string, clip: Clip): void {
    const { folder, base } = nameParts(path);
    push(this.#byFolderAndBase, foldAscii(`${folder}/${base}`), clip);
    push(this.#byBase, foldAscii(base), clip);
  }

  /** The exact name before its case twin, then video before audio before photo, then the first listed. */
  inFolder(folder: string, base: string): Clip | undefined {
    const alike = this.#byFolderAndBase.get(foldAscii(`${folder}/${base}`)) ?? [];
    const rank = (clip: Clip): number => (clip.base === base ? 0 : 10) + BY_KIND[clip.kind];
    return alike.reduce<Clip | undefined>(
      (best, c) => (best === undefined || rank(c) < rank(best) ? c : best),
      undefined,
    );
  }

  anywhere(base: string): readonly Clip[] {
    return this.#byBase.get(foldAscii(base)) ?? [];
  }
}

function push(map: Map<string, Clip[]>, key: string, clip: Clip): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [clip]);
  else list.push(clip);
}
