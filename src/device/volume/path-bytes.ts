/** Names and paths as bytes. Latin-1 is used where bytes must be compared or be a map key: it maps 1:1. */
export const SLASH = Buffer.from('/');

export const joinBytes = (folder: Buffer, name: Buffer): Buffer =>
  folder.length === 0 ? name : Buffer.concat([folder, SLASH, name]);

/** A string that is equal exactly when the bytes are. */
export const bytesKey = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

/** ASCII letters only: what FAT, Windows tools and firmware agree on. `É` and `é` stay two names. */
export const foldAscii = (key: string): string => key.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** Splits at `/`; the parts as bytes. Undefined where a part is empty, `.` or `..`: no path a listing can hold. */
export function pathParts(path: Buffer): Buffer[] | undefined {
  const parts: Buffer[] = [];
  let from = 0;
  for (;;) {
    const cut = path.indexOf(0x2f, from);
    const part = path.subarray(from, cut < 0 ? path.length : cut);
    const text = part.toString('latin1');
    if (text === '' || text === '.' || text === '..' || text.includes('\0')) return undefined;
    parts.push(part);
    if (cut < 0) return parts;
    from = cut + 1;
  }
}
