/** A camera's clock: wrong by an offset, running at its own speed, and told in the way its firmware likes. */
import {
  civilToInstant,
  type EpochMs,
  fromInstant,
  type Instant,
  instantToCivil,
  toInstant,
} from '../../../domain/time.js';
import type { Timing } from '../../usb/timing.js';
import { formatPtpDateTime, parsePtpDateTime } from '../../mtp/codec/date-time.js';

export interface VirtualClockOptions {
  /** True time when the timing stands at 0. Default `2026-03-01T01:00:00.000Z`. */
  readonly trueTimeAtStart?: Instant;
  /** The camera's clock minus true time, milliseconds, at the start. Default 0. */
  readonly offsetMs?: number;
  /** Microseconds it gains each second. Default 0. */
  readonly driftPpm?: number;
  /** What is told of it; the rest is cut off. Default whole seconds. */
  readonly resolution?: 'tenth' | 'second' | 'two-seconds';
  /** The digits it shows, minutes ahead of UTC. Default 480. */
  readonly zoneMinutes?: number;
  /** How the zone is written. Default not at all, as most devices do. With `utc` the digits are UTC, whatever the zone. */
  readonly zoneWritten?: 'none' | 'utc' | 'offset';
}

const STEP_MS = { tenth: 100, second: 1000, 'two-seconds': 2000 } as const;

export class VirtualClock {
  readonly #timing: Timing;
  readonly #options: Required<VirtualClockOptions>;
  readonly #start: EpochMs;
  #offsetMs: number;

  constructor(timing: Timing, options: VirtualClockOptions) {
    this.#timing = timing;
    this.#options = {
      trueTimeAtStart: '2026-03-01T01:00:00.000Z',
      offsetMs: 0,
      driftPpm: 0,
      resolution: 'second',
      zoneMinutes: 480,
      zoneWritten: 'none',
      ...options,
    };
    this.#start = fromInstant(this.#options.trueTimeAtStart);
    this.#offsetMs = this.#options.offsetMs;
  }

  trueTime(): EpochMs {
    return this.#start + this.#timing.now();
  }

  /** What the clock stands at. */
  now(): EpochMs {
    return this.trueTime() + this.#offsetMs + (this.#timing.now() * this.#options.driftPpm) / 1e6;
  }

  /** As DateTime (0x5011) tells it. */
  text(): string {
    const { resolution, zoneWritten } = this.#options;
    const shown = Math.floor((this.now() + this.#shiftMs) / STEP_MS[resolution]) * STEP_MS[resolution];
    return formatPtpDateTime({
      civil: instantToCivil(toInstant(shown), 'UTC'),
      tenths: resolution === 'tenth' ? Math.floor((shown % 1000) / 100) : null,
      zone: zoneWritten === 'offset' ? { offsetMinutes: this.#options.zoneMinutes } : zoneWritten,
    });
  }

  /** Sets it by digits in its own zone. Answers whether they were a time. */
  set(text: string): boolean {
    const { civil } = parsePtpDateTime(text);
    const instant = civil === null ? undefined : civilToInstant(civil, 'UTC');
    if (instant === undefined) return false;
    this.#offsetMs += fromInstant(instant) - this.#shiftMs - this.now();
    return true;
  }

  get #shiftMs(): number {
    return this.#options.zoneWritten === 'utc' ? 0 : this.#options.zoneMinutes * 60_000;
  }
}
