import type { Json } from './canonical-json.js';

/**
 * A path on a camera, exactly as the camera's file system holds it. File systems hold bytes, not text: a name may be
 * GBK, may hold a newline, may be no valid UTF-8 at all. The bytes are the truth; `text` is for people and JSON.
 */
export interface SourcePath {
  /** Exact when the bytes are valid UTF-8; otherwise every byte that is not part of valid UTF-8 is written `\xNN`. */
  readonly text: string;
  /** The bytes, base64; present only where `text` is not exact. */
  readonly raw?: string;
}

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes relative to the volume's root, parts joined by `/`, no leading slash. */
export function sourcePathFromBytes(bytes: Uint8Array): SourcePath {
  try {
    return { text: strict.decode(bytes) };
  } catch {
    return { text: escapeInvalid(bytes), raw: Buffer.from(bytes).toString('base64') };
  }
}

export const sourcePathToBytes = (path: SourcePath): Buffer =>
  path.raw === undefined ? Buffer.from(path.text, 'utf8') : Buffer.from(path.raw, 'base64');

export const sourcePathFromText = (text: string): SourcePath => sourcePathFromBytes(Buffer.from(text, 'utf8'));

/** A map key that is equal exactly when the bytes are. */
export const sourcePathKey = (path: SourcePath): string => path.raw ?? `=${path.text}`;

/** The last part of the path, as text. */
export const baseNameOf = (path: SourcePath): string => path.text.slice(path.text.lastIndexOf('/') + 1);

/** Everything before the last `/`, as text; empty for a file in the root. */
export const folderOf = (path: SourcePath): string => {
  const cut = path.text.lastIndexOf('/');
  return cut < 0 ? '' : path.text.slice(0, cut);
};

/** The lower-case extension without the dot, or empty. A leading dot is part of the name, not an extension. */
export function extensionOf(path: SourcePath): string {
  const name = baseNameOf(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

function escapeInvalid(bytes: Uint8Array): string {
  let out = '';
  let at = 0;
  while (at < bytes.length) {
    const length = validSequenceLength(bytes, at);
    if (length === 0) {
      out += `\\x${(bytes[at] ?? 0).toString(16).padStart(2, '0').toUpperCase()}`;
      at += 1;
    } else {
      out += strict.decode(bytes.subarray(at, at + length));
      at += length;
    }
  }
  return out;
}

/** Length of the valid UTF-8 sequence that starts at `at`, or 0. */
function validSequenceLength(bytes: Uint8Array, at: number): number {
  for (const length of [1, 2, 3, 4]) {
    if (at + length > bytes.length) return 0;
    try {
      strict.decode(bytes.subarray(at, at + length));
      return length;
    } catch {
      // not a whole sequence yet
    }
  }
  return 0;
}

/** As custody entries have it: text where that is exact, else text and base64 of the bytes. */
export const pathJson = (path: SourcePath): Json =>
  path.raw === undefined ? path.text : { text: path.text, base64: path.raw };
