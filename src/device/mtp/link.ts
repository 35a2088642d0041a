/**
 * The way to one camera, kept open through what can be mended. A link that broke is recovered by a ladder of bounded
 * steps, gentlest first, because the strong ones have ended healthy sessions; what was asked is then asked again. A camera
 * that cannot be recovered costs its own visit and nothing else.
 */
import { messageOf } from '../../domain/errors.js';
import { DeviceError } from '../errors.js';
import type { UsbPipe } from '../usb/pipe.js';
import type { Timing } from '../usb/timing.js';
import { cancelTransaction } from './cancel.js';
import { LinkBroken, LinkGone, Refused } from './link-error.js';
import type { Quirks } from './quirks.js';
import { MtpSession } from './session.js';

export interface LinkOptions {
  /** Claims the interface anew. Rejects with `LinkGone` when the device is not there. */
  readonly connect: () => Promise<UsbPipe>;
  readonly timing: Timing;
  readonly quirks: Quirks;
  readonly permitted: readonly number[];
  /** Told of each step taken, for the log. */
  readonly onRecovery: (step: string, why: string) => void;
}

const DEPTH = 4;
/**
 * What the kernel's memory for USB transfers (16 MiB for all cameras together, by default) has no room for is asked for in
 * fewer and smaller transfers: each time by the next divisor.
 */
const THRIFT = [1, 4, 16];
const LEAST_TRANSFER_BYTES = 16 * 1024;
/** Over the whole visit: a camera that needs more is broken, and says so. */
const MOST_RECOVERIES = 4;
/** One operation is tried so often in all. */
const MOST_TRIES = 3;
const REOPEN_PAUSES_MS = [0, 5000, 10_000];
const AFTER_RESET_MS = 2000;
const CLASS_RESET = { type: 0x21, request: 0x66, value: 0 };

export class MtpLink {
  #session: MtpSession | null = null;
  #pipe: UsbPipe | null = null;
  #recoveries = 0;
  /** How often the kernel had no memory for what was asked for. */
  #thrift = 0;
  #generation = 0;
  #gone = false;
  #recovering: Promise<void> | null = null;
  #opening: Promise<MtpSession> | null = null;

  constructor(private readonly options: LinkOptions) {}

  /** Changes whenever handles may have: after each recovery. */
  get generation(): number {
    return this.#generation;
  }

  get gone(): boolean {
    return this.#gone;
  }

  /**
   * Does `work` on an open session; again on a recovered one where the link broke meanwhile. `work` starts over then,
   * and must not trust a handle from an earlier generation.
   * @throws DeviceError `bwc.device.gone`, `bwc.device.timeout` (not to be recovered), Refused, and what `work` throws
   */
  async use<T>(work: (session: MtpSession) => Promise<T>): Promise<T> {
    for (let tries = 1; ; tries += 1) {
      let session: MtpSession | null = null;
      try {
        session = await this.#opened();
        return await work(session);
      } catch (error) {
        if (error instanceof LinkGone) throw await this.#lost(error);
        if (!(error instanceof LinkBroken)) throw error;
        // Two may find the same link broken; it is mended once.
        if (session === this.#session)
          this.#recovering ??= this.#recover(error).finally(() => (this.#recovering = null));
        await this.#recovering;
        if (tries >= MOST_TRIES) throw unanswered(error);
      }
    }
  }

  async close(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    if (session === null) await this.#pipe?.close();
    else await session.close();
    this.#pipe = null;
  }

  async #opened(): Promise<MtpSession> {
    await this.#recovering;
    if (this.#gone) throw new LinkGone();
    if (this.#session !== null) return this.#session;
    this.#opening ??= this.#open().finally(() => (this.#opening = null));
    return (this.#session = await this.#opening);
  }

  async #open(): Promise<MtpSession> {
    const { connect, timing, quirks, permitted } = this.options;
    this.#pipe ??= await connect();
    const { closeSession, timeoutMs, zeroTransaction } = quirks;
    const thrift = THRIFT[this.#thrift] ?? 1;
    const session = await MtpSession.open(this.#pipe, timing, {
      transferBytes: Math.max(LEAST_TRANSFER_BYTES, Math.floor(quirks.transferBytes / thrift / 1024) * 1024),
      depth: Math.max(1, DEPTH / thrift),
      timeoutMs,
      zeroTransaction,
      permitted,
      closeSession,
    });
    this.#generation += 1;
    return session;
  }

  async #recover(why: LinkBroken): Promise<void> {
    this.#recoveries += 1;
    if (this.#recoveries > MOST_RECOVERIES) throw unanswered(why);
    if (why.why === 'noMemory') this.#thrift = Math.min(this.#thrift + 1, THRIFT.length - 1);
    const { quirks, timing } = this.options;
    if (await this.#cancels(why)) return;
    this.#say('close and wait', why);
    await this.#drop();
    await timing.sleep(quirks.idleBetweenSessionsMs);
    if (await this.#reopens(REOPEN_PAUSES_MS)) return;
    for (const step of [...(quirks.portReset ? ['port reset'] : []), ...(quirks.classReset ? ['class reset'] : [])]) {
      this.#say(step, why);
      await this.#reset(step);
      await this.#drop();
      await timing.sleep(AFTER_RESET_MS);
      if (await this.#reopens(REOPEN_PAUSES_MS.slice(0, 2))) return;
    }
    throw unanswered(why);
  }

  /** The gentlest step: the transaction alone is ended, and the session opened anew on the same pipe. */
  async #cancels(why: LinkBroken): Promise<boolean> {
    const session = this.#session;
    if (session === null || this.#pipe === null) return false;
    this.#say('cancel', why);
    this.#session = null;
    const { timing, quirks } = this.options;
    try {
      const ready = await cancelTransaction(this.#pipe, session.transactionId, timing, quirks.events);
      return ready && (await this.#reopens([0]));
    } catch (error) {
      throw error instanceof LinkGone ? await this.#lost(error) : error;
    }
  }

  async #reset(step: string): Promise<void> {
    try {
      this.#pipe ??= await this.options.connect();
      if (step === 'port reset') await this.#pipe.reset();
      else {
        const setup = { ...CLASS_RESET, index: this.#pipe.interfaceNumber };
        await this.#pipe.controlOut(setup, new Uint8Array(0), this.options.quirks.timeoutMs);
      }
    } catch (error) {
      if (error instanceof LinkGone) throw await this.#lost(error);
      this.options.onRecovery(`${step} failed`, messageOf(error));
    }
  }

  async #reopens(pauses: readonly number[]): Promise<boolean> {
    for (const pause of pauses) {
      await this.options.timing.sleep(pause);
      try {
        this.#session = await this.#open();
        return true;
      } catch (error) {
        if (error instanceof LinkGone) throw await this.#lost(error);
        if (!(error instanceof LinkBroken) && !(error instanceof Refused)) throw error;
        this.options.onRecovery('not yet', messageOf(error));
        await this.#drop();
      }
    }
    return false;
  }

  /** Lets go of the interface without asking the device anything. */
  async #drop(): Promise<void> {
    const pipe = this.#pipe;
    this.#session = null;
    this.#pipe = null;
    await pipe?.close();
  }

  async #lost(cause: LinkGone): Promise<DeviceError> {
    this.#gone = true;
    await this.#drop();
    return new DeviceError('bwc.device.gone', 'the camera was unplugged', {}, { cause });
  }

  #say(step: string, why: LinkBroken): void {
    this.options.onRecovery(step, why.message);
  }
}

const unanswered = (why: LinkBroken): DeviceError =>
  new DeviceError(
    'bwc.device.timeout',
    `the camera stopped answering: ${why.message}`,
    { why: why.why },
    { cause: why },
  );
