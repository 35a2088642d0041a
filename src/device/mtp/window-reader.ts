/**
 * Reads an object in windows: one transaction each, so that a stop, an unplug or a broken link costs one window. The
 * next window is fetched while the caller works on this one.
 */
import { DeviceError } from '../errors.js';
import { OperationCode } from './codec/operations.js';
import { WindowPhase } from './data-phase.js';
import { HEADER_BYTES } from './codec/container.js';
import type { ObjectReader } from './object-reader.js';
import type { MtpSession } from './session.js';

export interface WindowSource {
  /** Bytes of the object, as it was when it was opened. */
  readonly bytes: number;
  /** Of one window; asked anew for each, because it grows once a clip was read whole. */
  readonly windowBytes: () => number;
  readonly avoidFullLastPacket: boolean;
  /** GetPartialObject64, or GetPartialObject with its 32-bit offset. */
  readonly wide: boolean;
  /** Runs `work` with an open session and this object's handle in it, again where the link had to be recovered. */
  readonly use: <T>(work: (session: MtpSession, handle: number) => Promise<T>) => Promise<T>;
}

interface Window {
  readonly start: number;
  readonly memory: Uint8Array;
  filled: number;
}

const SLACK_BYTES = 1024;

export class WindowReader implements ObjectReader {
  #current: Window | null = null;
  #next: { readonly start: number; readonly window: Promise<Window> } | null = null;
  /** Memory of a window that is used up. */
  #spare: Uint8Array | null = null;

  constructor(private readonly source: WindowSource) {}

  async read(into: Uint8Array, position: number): Promise<number> {
    // Never past the end: several devices hang on it.
    if (position >= this.source.bytes || into.length === 0) return 0;
    const window = await this.#windowAt(position);
    const from = position - window.start;
    const n = Math.min(into.length, window.filled - from);
    into.set(window.memory.subarray(from, from + n));
    return n;
  }

  async close(): Promise<void> {
    await this.#next?.window.catch(() => undefined);
    this.#next = null;
    this.#current = null;
    this.#spare = null;
  }

  async #windowAt(position: number): Promise<Window> {
    const current = this.#current;
    if (current !== null && position >= current.start && position < current.start + current.filled) return current;
    const next = this.#next;
    this.#next = null;
    if (current !== null) this.#spare = current.memory;
    this.#current = null;
    // What was fetched ahead is waited for even where it is not what is wanted now.
    const ahead = next === null ? null : await (next.start === position ? next.window : next.window.catch(() => null));
    const window = ahead !== null && ahead.start === position ? ahead : await this.#fetch(position);
    this.#current = window;
    const then = window.start + window.filled;
    if (then < this.source.bytes) {
      const fetched = this.#fetch(then);
      // Its failure is the business of whoever reads on; until then nobody listens.
      fetched.catch(() => undefined);
      this.#next = { start: then, window: fetched };
    }
    return window;
  }

  #fetch(start: number): Promise<Window> {
    const { bytes, windowBytes, avoidFullLastPacket, wide, use } = this.source;
    return use(async (session, handle) => {
      let asked = Math.min(windowBytes(), bytes - start);
      if (avoidFullLastPacket && asked > 1 && (HEADER_BYTES + asked) % session.maxPacket === 0) asked -= 1;
      const memory = this.#memory(asked + SLACK_BYTES);
      const phase = new WindowPhase(memory, asked);
      const { params, dataBytes } = wide
        ? await session.run(
            OperationCode.GetPartialObject64,
            [handle, start % 2 ** 32, Math.floor(start / 2 ** 32), asked],
            phase,
          )
        : await session.run(OperationCode.GetPartialObject, [handle, start, asked], phase);
      const came = dataBytes ?? 0;
      if (params[0] !== undefined && params[0] !== came) {
        throw cannotRead(`the camera says it sent ${String(params[0])} bytes, and ${String(came)} came`, start);
      }
      if (phase.filled === 0)
        throw cannotRead(`the camera has nothing there, ${String(bytes - start)} bytes before the end`, start);
      return { start, memory, filled: phase.filled };
    });
  }

  #memory(bytes: number): Uint8Array {
    const spare = this.#spare;
    this.#spare = null;
    return spare !== null && spare.length >= bytes ? spare : Buffer.allocUnsafeSlow(bytes);
  }
}

const cannotRead = (message: string, position: number): DeviceError =>
  new DeviceError('bwc.device.read_error', message, { position });
