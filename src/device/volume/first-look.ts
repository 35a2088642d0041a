/** What a file's path and size say of it, before it is seen beside the others. */
import type { ClipKind, EntryClass, SidecarKind } from '../../domain/clip.js';
import { MEDIA_BY_EXTENSION, SIDECAR_BY_EXTENSION, UNFINISHED_EXTENSIONS } from './file-kinds.js';
import type { Layout } from './layout.js';
import { foldAscii } from './path-bytes.js';

export interface NameParts {
  readonly folder: string;
  /** Without the extension. */
  readonly base: string;
  /** Lower case, without the dot; empty where there is none. A leading dot is part of the name. */
  readonly extension: string;
}

export type KnownLook =
  | { readonly as: 'settled'; readonly class: EntryClass }
  | { readonly as: 'media'; readonly kind: ClipKind }
  | { readonly as: 'sidecar'; readonly kind: SidecarKind };

/** `unknown`: its bytes must be looked at. */
export type FirstLook = KnownLook | { readonly as: 'unknown' };

/** `path` is a key made by `bytesKey`. */
export function nameParts(path: string): NameParts {
  const cut = path.lastIndexOf('/');
  const name = path.slice(cut + 1);
  const dot = name.lastIndexOf('.');
  return {
    folder: path.slice(0, Math.max(cut, 0)),
    base: dot > 0 ? name.slice(0, dot) : name,
    extension: dot > 0 ? foldAscii(name.slice(dot + 1)) : '',
  };
}

export const isThumbnailFolder = (folder: string, layout: Layout): boolean =>
  layout.thumbnailFolder !== undefined &&
  foldAscii(folder.slice(folder.lastIndexOf('/') + 1)) === layout.thumbnailFolder;

export function firstLook(path: string, bytes: number, layout: Layout): FirstLook {
  const { folder, base, extension } = nameParts(path);
  if (layout.isIdentityFile(path)) return ignored('identity file of the camera');
  if (layout.isBatteryFile(path)) return ignored('battery status file of the camera');
  if (base === '.nomedia' && bytes === 0) return ignored('Android marker file without content');
  if (layout.isStaging(path)) return unfinalised("in the firmware's staging folder");
  if (UNFINISHED_EXTENSIONS.has(extension)) return unfinalised(`temporary name: .${extension}`);
  const media = MEDIA_BY_EXTENSION.get(extension);
  if (media !== undefined) {
    if (bytes === 0) return unfinalised('zero bytes: the recording was begun and never written');
    if (media === 'photo' && isThumbnailFolder(folder, layout)) return { as: 'sidecar', kind: 'thumbnail' };
    return { as: 'media', kind: media };
  }
  const sidecar = SIDECAR_BY_EXTENSION.get(extension);
  if (sidecar !== undefined) return { as: 'sidecar', kind: sidecar };
  return bytes === 0 ? notMedia(path) : { as: 'unknown' };
}

/** What an `unknown` file is once its first bytes have been looked at. */
export const secondLook = (path: string, sniffed: ClipKind | null): KnownLook =>
  sniffed === null ? notMedia(path) : { as: 'media', kind: sniffed };

function notMedia(path: string): KnownLook {
  const { extension } = nameParts(path);
  const shown = /^[a-z0-9]{1,16}$/.test(extension) ? `extension .${extension}` : 'unknown extension';
  return ignored(`not media: ${extension === '' ? 'no extension' : shown}`);
}

const ignored = (reason: string): KnownLook => ({ as: 'settled', class: { as: 'ignored', reason } });
const unfinalised = (reason: string): KnownLook => ({ as: 'settled', class: { as: 'unfinalised', reason } });
