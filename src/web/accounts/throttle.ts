/**
 * Guessing slowed down without locking anybody out: waits grow with failures and end soon, so that who knows the password
 * always gets in within a minute.
 */
import type { EpochMs } from '../../domain/time.js';

interface Limit {
  /** So many failures cost nothing. */
  readonly free: number;
  readonly longestMs: number;
}

const LIMITS = {
  /** This account from this address. */
  pair: { free: 4, longestMs: 60_000 },
  /** This account from anywhere. */
  login: { free: 20, longestMs: 30_000 },
  /** Any account from this address. */
  address: { free: 20, longestMs: 30_000 },
} as const satisfies Readonly<Record<string, Limit>>;

const FIRST_WAIT_MS = 1_000;
const FORGOTTEN_AFTER_MS = 3_600_000;
const MOST_KEYS = 10_000;

interface Count {
  readonly failures: number;
  readonly at: EpochMs;
}

export interface Attempt {
  readonly login: string;
  readonly address: string;
}

export class Throttle {
  /** In the order of the last failure. */
  readonly #counts = new Map<string, Count>();

  constructor(private readonly now: () => EpochMs) {}

  /** Milliseconds until the next try is looked at; 0 for at once. */
  waitMs(attempt: Attempt): number {
    const now = this.now();
    const waits = keysOf(attempt).map(([key, limit]) => {
      const { failures, at } = this.#count(key);
      if (failures <= limit.free) return 0;
      // Beyond 2^20 seconds the longest wait holds anyway.
      const wait = Math.min(limit.longestMs, FIRST_WAIT_MS * 2 ** Math.min(failures - limit.free - 1, 20));
      return at + wait - now;
    });
    return Math.max(0, ...waits);
  }

  /** Counted before the password is looked at, so that many tries at once are many failures. */
  failed(attempt: Attempt): void {
    const at = this.now();
    for (const [key] of keysOf(attempt)) {
      const { failures } = this.#count(key);
      this.#counts.delete(key);
      this.#counts.set(key, { failures: failures + 1, at });
    }
    for (const key of this.#counts.keys()) {
      if (this.#counts.size <= MOST_KEYS) break;
      this.#counts.delete(key);
    }
  }

  /** It was the right one after all: what this person got wrong before is forgotten. */
  succeeded(attempt: Attempt): void {
    const [[pair], ...others] = keysOf(attempt);
    const own = this.#count(pair).failures;
    this.#counts.delete(pair);
    for (const [key] of others) {
      const { failures, at } = this.#count(key);
      if (failures > own) this.#counts.set(key, { failures: failures - own, at });
      else this.#counts.delete(key);
    }
  }

  #count(key: string): Count {
    const found = this.#counts.get(key);
    return found === undefined || this.now() - found.at > FORGOTTEN_AFTER_MS ? { failures: 0, at: 0 } : found;
  }
}

const keysOf = ({ login, address }: Attempt): [[string, Limit], ...[string, Limit][]] => [
  [`p ${login}\n${address}`, LIMITS.pair],
  [`l ${login}`, LIMITS.login],
  [`a ${address}`, LIMITS.address],
];
