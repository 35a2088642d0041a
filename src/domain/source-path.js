const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** Bytes relative to the volume's root, parts joined by `/`, no leading slash. */
export function sourcePathFromBytes(bytes) {
  try {
    return { text: strict.decode(bytes) };
  } catch {
    return { text: escapeInvalid(bytes), raw: Buffer.from(bytes).toString('base64') };
  }
}
export const sourcePathToBytes = (path) =>
  path.raw === undefined ? Buffer.from(path.text, 'utf8') : Buffer.from(path.raw, 'base64');
export const sourcePathFromText = (text) => sourcePathFromBytes(Buffer.from(text, 'utf8'));
/** A map key that is equal exactly when the bytes are. */
export const sourcePathKey = (path) => path.raw ?? `=${path.text}`;
/** The last part of the path, as text. */
export const baseNameOf = (path) => path.text.slice(path.text.lastIndexOf('/') + 1);
/** Everything before the last `/`, as text; empty for a file in the root. */
export const folderOf = (path) => {
  const cut = path.text.lastIndexOf('/');
  return cut < 0 ? '' : path.text.slice(0, cut);
};
/** The lower-case extension without the dot, or empty. A leading dot is part of the name, not an extension. */
export function extensionOf(path) {
  const name = baseNameOf(path);
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}
function escapeInvalid(bytes) {
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
function validSequenceLength(bytes, at) {
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
