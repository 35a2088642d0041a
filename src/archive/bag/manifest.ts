/** Lines of BagIt manifests (RFC 8493 section 2.1.3). Pure. */

export interface ManifestEntry {
  /** Relative to the bag, parts joined by `/`. */
  readonly path: string;
  /** Hex. */
  readonly digest: string;
}

/** CR, LF and `%` are what a path in a manifest may not hold as they are. */
export const encodePath = (path: string): string =>
  path.replace(/[%\r\n]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);

export const decodePath = (text: string): string =>
  text.replace(/%(25|0A|0D)/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** Two spaces between: `sha256sum -c` reads it as it stands. */
export const manifestText = (entries: readonly ManifestEntry[]): string =>
  [...entries]
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
    .map(({ path, digest }) => `${digest}  ${encodePath(path)}\n`)
    .join('');

/** Bytes and number of all payload files: what tells at a glance that something is missing. */
export const payloadOxum = (sizes: readonly number[]): string =>
  `${String(sizes.reduce((sum, bytes) => sum + bytes, 0))}.${String(sizes.length)}`;

/** Labels and values of bag-info.txt: one line each, whatever somebody wrote into them. */
export const infoText = (info: readonly (readonly [string, string])[]): string =>
  info.map(([label, value]) => `${label}: ${value.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')}\n`).join('');
