/** Makes a vendor's calls: each with a deadline, none after the device was lost, no error that could repeat a password. */
import { hasCode, messageOf } from '../../domain/errors.js';
import { DeviceError, type DeviceErrorCode } from '../errors.js';
import type { HostAnswer } from './host-answer.js';
import type { CallLimits, HostCallName, HostInterface } from './host-interface.js';
import { refusalError } from './return-codes.js';
import type { Secret } from './secret.js';
import { type HostTimers, sleep, within } from './timers.js';

export interface Patience {
  /** Milliseconds one call may take. */
  readonly callMs: number;
  /** Milliseconds between two tries with a busy camera. */
  readonly busyEveryMs: number;
}

type Work<T> = (limits: CallLimits) => Promise<HostAnswer<T>> | undefined;

export class HostCaller {
  /** Known once the model is; its text is then taken out of every message. */
  password: Secret | null = null;
  #lost: DeviceError | undefined;
  #closed: Promise<void> | undefined;

  constructor(
    readonly host: HostInterface,
    readonly patience: Patience,
    private readonly timers: HostTimers,
  ) {}

  /** False once closed, and once a call timed out or found the device gone: what it answers then belongs to nobody. */
  isUsable(): boolean {
    return this.#lost === undefined && this.#closed === undefined;
  }

  /**
   * One call, made once. `work` answers undefined where the camera does not have it.
   * @throws DeviceError `bwc.device.gone`, `.timeout`, `.protocol`, `.unsupported`
   */
  async once<T>(call: HostCallName, work: Work<T>): Promise<HostAnswer<T>> {
    if (!this.isUsable()) {
      throw new DeviceError('bwc.device.gone', `${call}: the camera's host interface is closed`, { call });
    }
    const timeoutMs = this.patience.callMs;
    try {
      const answer = await within(this.timers, timeoutMs, (signal) => {
        const made = work({ timeoutMs, signal });
        return made ?? Promise.reject(new DeviceError('bwc.device.unsupported', 'this camera does not have the call'));
      });
      if (!answer.late) return answer.value;
    } catch (error) {
      throw this.#explain(call, error);
    }
    this.#lost = new DeviceError('bwc.device.timeout', `${call}: no answer within ${String(timeoutMs)} ms`, { call });
    throw this.#lost;
  }

  /**
   * One call, made again while the camera is busy, for `withinMs` at most.
   * @throws DeviceError as `once`, a refusal, or `bwc.device.timeout` where it stays busy
   */
  async ask<T>(call: HostCallName, withinMs: number, work: Work<T>): Promise<T> {
    const until = this.timers.now() + withinMs;
    for (;;) {
      const answer = await this.once(call, work);
      if (answer.is === 'ok') return answer.value;
      if (answer.is === 'refused') throw refusalError(call, answer.refusal);
      if (this.timers.now() + this.patience.busyEveryMs > until) {
        throw new DeviceError('bwc.device.timeout', `${call}: the camera stays busy: ${this.#redact(answer.why)}`, {
          call,
        });
      }
      await sleep(this.timers, this.patience.busyEveryMs);
    }
  }

  /** Never throws, never waits longer than a call may take. */
  close(): Promise<void> {
    this.#closed ??= within(this.timers, this.patience.callMs, () => this.host.close()).then(
      () => undefined,
      () => undefined,
    );
    return this.#closed;
  }

  /** Always a new error without a cause: the vendor's own may hold what it was given, in its message or its stack. */
  #explain(call: HostCallName, error: unknown): DeviceError {
    const known: readonly DeviceErrorCode[] = ['bwc.device.gone', 'bwc.device.timeout', 'bwc.device.unsupported'];
    const code = known.find((c) => hasCode(error, c)) ?? 'bwc.device.protocol';
    const explained = new DeviceError(code, this.#redact(`${call}: ${messageOf(error)}`), { call });
    if (code === 'bwc.device.gone' || code === 'bwc.device.timeout') this.#lost = explained;
    return explained;
  }

  #redact(text: string): string {
    return this.password?.redact(text) ?? text;
  }
}
