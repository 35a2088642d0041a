/** A name under which a browser may save a file (RFC 6266, RFC 8187): whatever it was called on the camera. Pure. */

const LONGEST = 120;

/** What a file system or a header could stumble over, or a reader be deceived by: controls, directions, separators, quotes. */
const UNSAFE = /[\p{C}\p{Zl}\p{Zp}/\\:*?"<>|%;]+/gu;

/** @param extension without the dot; what is no plain one is left out */
export function fileName(name: string, extension: string): string {
  const plain = name
    .normalize('NFC')
    .replaceAll(UNSAFE, '_')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[. ]+/, '');
  const stem = plain
    .slice(0, LONGEST)
    .toWellFormed()
    .replace(/[. ]+$/, '');
  const suffix = /^[a-z0-9]{1,8}$/i.test(extension) ? `.${extension.toLowerCase()}` : '';
  return `${stem === '' ? 'clip' : stem}${suffix}`;
}

export function contentDisposition(inline: boolean, name: string): string {
  const ascii = name.replaceAll(/[^\x20-\x7e]+/g, '_');
  const encoded = encodeURIComponent(name.toWellFormed()).replaceAll(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `${inline ? 'inline' : 'attachment'}; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
