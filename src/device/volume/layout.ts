/** A profile made ready for asking about paths: keys of bytes, ASCII case folded. */
import type { Profile } from '../profiles/profile.js';
import { bytesKey, foldAscii } from './path-bytes.js';

export interface Layout {
  readonly isIdentityFile: (path: string) => boolean;
  readonly isBatteryFile: (path: string) => boolean;
  readonly isStaging: (path: string) => boolean;
  readonly isImportant: (path: string) => boolean;
  readonly isSidecarFolder: (folder: string) => boolean;
  readonly thumbnailFolder: string | undefined;
}

const keyOf = (path: string): string => foldAscii(bytesKey(Buffer.from(path, 'utf8')));

/** All questions take keys made by `bytesKey`, in any case. */
export function layoutOf(profile: Profile): Layout {
  const isOneOf = (paths: readonly string[]): ((path: string) => boolean) => {
    const keys = new Set(paths.map(keyOf));
    return (path) => keys.has(foldAscii(path));
  };
  const isBelow = (folders: readonly string[]): ((path: string) => boolean) => {
    const prefixes = folders.map((folder) => `${keyOf(folder)}/`);
    return (path) => prefixes.length > 0 && prefixes.some((prefix) => foldAscii(path).startsWith(prefix));
  };
  return {
    isIdentityFile: isOneOf('path' in profile.identity ? [profile.identity.path] : []),
    isBatteryFile: isOneOf(profile.battery === undefined ? [] : [profile.battery.path]),
    isStaging: isBelow(profile.stagingFolders),
    isImportant: isBelow(profile.importantFolders),
    isSidecarFolder: isOneOf(profile.sidecarFolders),
    thumbnailFolder: profile.thumbnailFolder === undefined ? undefined : keyOf(profile.thumbnailFolder),
  };
}
