/** Passwords as they are kept: scrypt with a salt of their own, as a PHC string, so that stronger settings can follow. */
import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** log2 of N, block size, lanes. 17/8/1 takes 128 MiB and about half a second (OWASP's first choice for scrypt). */
export interface Cost {
  readonly ln: number;
  readonly r: number;
  readonly p: number;
}

export const COST: Cost = { ln: 17, r: 8, p: 1 };

const KEY_BYTES = 32;
const SALT_BYTES = 16;

export class PasswordHasher {
  #last: Promise<unknown> = Promise.resolve();
  #stranger: Promise<string> | undefined;

  constructor(private readonly cost: Cost = COST) {}

  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT_BYTES);
    const key = await this.#derive(password, salt, this.cost);
    const { ln, r, p } = this.cost;
    return `$scrypt$ln=${String(ln)},r=${String(r)},p=${String(p)}$${unpadded(salt)}$${unpadded(key)}`;
  }

  /** @param stored undefined where there is none: it takes as long all the same, and is false */
  async matches(password: string, stored: string | undefined): Promise<boolean> {
    const read = parse(stored ?? (await this.#nobodys()));
    if (read === undefined) return false;
    const key = await this.#derive(password, read.salt, read.cost);
    return timingSafeEqual(key, read.key) && stored !== undefined;
  }

  /** Whether it was made with other settings than those of now. */
  isOutdated(stored: string): boolean {
    const { ln, r, p } = this.cost;
    const read = parse(stored)?.cost;
    return read?.ln !== ln || read.r !== r || read.p !== p;
  }

  #nobodys(): Promise<string> {
    this.#stranger ??= this.hash(randomBytes(SALT_BYTES).toString('hex'));
    return this.#stranger;
  }

  /** In libuv's pool, one at a time: each takes as much memory as everything else in the daemon. */
  #derive(password: string, salt: Buffer, { ln, r, p }: Cost): Promise<Buffer> {
    const options: ScryptOptions = { N: 2 ** ln, r, p, maxmem: 2 * 128 * 2 ** ln * r };
    const derive = (): Promise<Buffer> =>
      new Promise((resolve, reject) => {
        scrypt(password, salt, KEY_BYTES, options, (error, key) => {
          if (error === null) resolve(key);
          else reject(error);
        });
      });
    const mine = this.#last.then(derive, derive);
    this.#last = mine;
    return mine;
  }
}

const unpadded = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

function parse(stored: string): { readonly cost: Cost; readonly salt: Buffer; readonly key: Buffer } | undefined {
  const m = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]{43})$/.exec(stored);
  if (m?.[4] === undefined || m[5] === undefined) return undefined;
  return {
    cost: { ln: Number(m[1]), r: Number(m[2]), p: Number(m[3]) },
    salt: Buffer.from(m[4], 'base64'),
    key: Buffer.from(m[5], 'base64'),
  };
}
