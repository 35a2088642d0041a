/**
 * One MTP session: transactions one at a time, each with a deadline, and only operations that leave the camera as it is.
 * Whatever changes a camera needs a permission that its caller hands in; an opcode nobody knows counts as changing.
 */
import { messageOf } from '../../domain/errors.js';
import { DeviceError } from '../errors.js';
import type { UsbPipe } from '../usb/pipe.js';
import type { Timing } from '../usb/timing.js';
import { type DeviceInfo, parseDeviceInfo } from './codec/device-info.js';
import type { Message } from './codec/container.js';
import { MtpFormatError } from './codec/format-error.js';
import { mutatesDevice, OperationCode, operationName } from './codec/operations.js';
import { ResponseCode } from './codec/responses.js';
import { Dataset, type DataPhase } from './data-phase.js';
import { readEvents } from './events.js';
import { Framing, type FramingOptions } from './framing.js';
import { isRefusal, LinkBroken, Refused } from './link-error.js';

export interface SessionOptions extends FramingOptions {
  /** Mutating operations this session may use: the clock's, where the capability was given. */
  readonly permitted: readonly number[];
  /** Some devices leave MTP when their session is closed. */
  readonly closeSession: boolean;
}

export interface Done {
  readonly params: readonly number[];
  readonly dataBytes: number | null;
}

interface Asked {
  readonly operation: number;
  readonly params: readonly number[];
  readonly data: DataPhase | null;
  readonly timeoutMs: number | undefined;
  readonly payload: Uint8Array | null;
}

const SESSION_ID = 1;
/** A camera that is closing a recording says so for a while. */
const BUSY_WAITS_MS = [200, 400, 800, 1600, 3200];
const LAST_TRANSACTION = 0xfffffffe;

export class MtpSession {
  readonly #framing: Framing;
  #transaction = 0;
  #queue: Promise<unknown> = Promise.resolve();
  #broken: Error | null = null;

  private constructor(
    private readonly pipe: UsbPipe,
    private readonly timing: Timing,
    private readonly options: SessionOptions,
  ) {
    this.#framing = new Framing(pipe, options);
  }

  /** @throws LinkBroken, LinkGone, Refused */
  static async open(pipe: UsbPipe, timing: Timing, options: SessionOptions): Promise<MtpSession> {
    const session = new MtpSession(pipe, timing, options);
    try {
      await session.#openWith(0);
    } catch (error) {
      if (!isRefusal(error, 'SessionAlreadyOpen')) throw error;
      // Left behind by whoever was here before. A fresh one has fresh handles; a device that will not is taken as it is.
      await session.run(OperationCode.CloseSession, []).catch(ignoreRefusal);
      session.#transaction = 0;
      await session.#openWith(0).catch((again: unknown) => {
        if (!isRefusal(again, 'SessionAlreadyOpen')) throw again;
      });
    }
    return session;
  }

  /** Of the transaction that is or was last under way. */
  get transactionId(): number {
    return this.#transaction;
  }

  get maxPacket(): number {
    return this.pipe.maxPacket;
  }

  async deviceInfo(): Promise<DeviceInfo> {
    return parseDeviceInfo(await this.read(OperationCode.GetDeviceInfo, []));
  }

  /** An operation whose answer is a dataset. */
  async read(operation: number, params: readonly number[], timeoutMs?: number): Promise<Uint8Array> {
    const dataset = new Dataset();
    await this.run(operation, params, dataset, timeoutMs);
    return dataset.whole();
  }

  /**
   * Runs one operation when those before it are over.
   * @throws Refused when the device says no; LinkBroken or LinkGone, after which this session answers nothing any more;
   * DeviceError `bwc.device.unsupported` for an operation that may change the camera and was not permitted
   */
  run(
    operation: number,
    params: readonly number[],
    data: DataPhase | null = null,
    timeoutMs?: number,
    payload: Uint8Array | null = null,
  ): Promise<Done> {
    if (mutatesDevice(operation) && !this.options.permitted.includes(operation)) {
      const message = `${operationName(operation)} may change the camera and is not permitted`;
      return Promise.reject(new DeviceError('bwc.device.unsupported', message, { operation }));
    }
    const turn = this.#queue.then(() => this.#untilNotBusy({ operation, params, data, timeoutMs, payload }));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** What the device has sent of its own accord since it was last asked, when the transactions before are over. @throws LinkGone */
  events(): Promise<readonly Message[]> {
    const turn = this.#queue.then(() => (this.#broken === null ? readEvents(this.pipe) : []));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** An operation that brings the device a dataset. @throws as `run` */
  async write(operation: number, params: readonly number[], payload: Uint8Array): Promise<void> {
    await this.run(operation, params, null, undefined, payload);
  }

  /** Says goodbye where the device bears it, and closes the pipe. Never throws. */
  async close(): Promise<void> {
    if (this.#broken === null && this.options.closeSession) {
      await this.run(OperationCode.CloseSession, []).catch(() => undefined);
    }
    this.#broken ??= new LinkBroken('cancelled', 'the session is closed');
    await this.#queue;
    await this.pipe.close();
  }

  async #untilNotBusy(asked: Asked): Promise<Done> {
    for (const wait of BUSY_WAITS_MS) {
      try {
        return await this.#once(asked);
      } catch (error) {
        if (!isRefusal(error, 'DeviceBusy')) throw error;
        await this.timing.sleep(wait);
      }
    }
    return this.#once(asked);
  }

  async #once({ operation, params, data, timeoutMs, payload }: Asked, transactionId = this.#next()): Promise<Done> {
    if (this.#broken !== null) throw this.#broken;
    try {
      const command = { code: operation, transactionId, params };
      const answer = await this.#framing.transact(command, data, timeoutMs, payload);
      const { code } = answer.response;
      if (code !== ResponseCode.OK) throw new Refused(operation, code);
      return { params: answer.response.params, dataBytes: answer.dataBytes };
    } catch (error) {
      if (error instanceof Refused) throw error;
      // Anything else leaves it open what the device will say next.
      this.#broken =
        error instanceof MtpFormatError
          ? new LinkBroken('protocol', messageOf(error), { cause: error })
          : asError(error);
      throw this.#broken;
    }
  }

  async #openWith(transactionId: number): Promise<void> {
    const asked = { operation: OperationCode.OpenSession, params: [SESSION_ID], data: null, payload: null };
    await this.#once({ ...asked, timeoutMs: undefined }, transactionId);
  }

  /** From 1 on; OpenSession itself is 0, and 0xFFFFFFFF is no transaction. */
  #next(): number {
    this.#transaction = this.#transaction >= LAST_TRANSACTION ? 1 : this.#transaction + 1;
    return this.#transaction;
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(messageOf(error)));

function ignoreRefusal(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
}
