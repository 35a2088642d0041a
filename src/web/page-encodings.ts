/**
 * The application's files as small as the browser takes them. Each is compressed when it is first asked for, off the
 * loop, and kept: the files never change while the daemon runs, and nothing in them is secret.
 */
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Page } from './pages.js';

const [brotli, gunzippable] = [promisify(brotliCompress), promisify(gzip)];

const ENCODERS = {
  br: (bytes: Buffer) => brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (bytes: Buffer) => gunzippable(bytes, { level: 6 }),
} as const;
export type Encoding = keyof typeof ENCODERS;

/** Below this a header and a packet cost what is saved. */
const LEAST_BYTES = 1024;
const COMPRESSES = /^(?:text\/|application\/(?:json|manifest\+json)|image\/svg)/;

export class PageEncodings {
  readonly #made = new Map<string, Promise<Buffer>>();

  /** @returns null where the file is sent as it is */
  async of(page: Page, accepted: string | undefined): Promise<{ encoding: Encoding; bytes: Buffer } | null> {
    const encoding = chosen(accepted);
    if (encoding === null || page.bytes.length < LEAST_BYTES || !COMPRESSES.test(page.type)) return null;
    const key = `${encoding} ${page.etag}`;
    const made = this.#made.get(key) ?? ENCODERS[encoding](page.bytes);
    this.#made.set(key, made);
    return { encoding, bytes: await made };
  }
}

/** Of an `Accept-Encoding`; what is refused (`q=0`) is not taken. */
export function chosen(accepted = ''): Encoding | null {
  const taken = new Set(
    accepted.split(',').flatMap((part) => {
      const [name = '', ...parameters] = part.split(';').map((p) => p.trim().toLowerCase());
      return parameters.some((p) => /^q=0(?:\.0*)?$/.test(p)) ? [] : [name];
    }),
  );
  return (['br', 'gzip'] as const).find((encoding) => taken.has(encoding)) ?? null;
}
