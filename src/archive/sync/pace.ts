/** Holds back what goes to and fro: while something more important is going on, and to the bandwidth that is allowed. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../domain/time.js';
import { mustGoOn } from '../source.js';
import { fullBucket, take, type Bucket } from './bandwidth.js';

export class Pace {
  #bucket: Bucket | null = null;

  constructor(
    private readonly clock: Clock,
    /** Null for as fast as it goes. */
    private readonly bytesPerSecond: number | null,
    /** Resolves when nothing more important is going on. */
    private readonly whenFree: (signal: AbortSignal) => Promise<void>,
  ) {}

  /** Resolves when the next bytes may go. @param bytes that went @throws ArchiveError `bwc.archive.cancelled` */
  async keep(bytes: number, signal: AbortSignal): Promise<void> {
    try {
      await this.#wait(bytes, signal);
    } catch (error) {
      // Told from a failure of the archive: what is there of it so far is kept for the next time.
      mustGoOn(signal);
      throw error;
    }
  }

  async #wait(bytes: number, signal: AbortSignal): Promise<void> {
    await this.whenFree(signal);
    const most = this.bytesPerSecond;
    if (most === null) return;
    const now = this.clock.now();
    const { bucket, waitMs } = take(this.#bucket ?? fullBucket(most, now), most, bytes, now);
    this.#bucket = bucket;
    if (waitMs > 0) await sleep(waitMs, undefined, { signal });
  }
}
