/** Keeps the mode switch's state of one visit and turns its bad ends into errors. */
import { DeviceError } from '../errors.js';
import {
  docked,
  type FinalState,
  isFinal,
  step,
  type SwitchEvent,
  type SwitchLimits,
  type SwitchState,
} from './mode-switch.js';
import type { HostTimers } from './timers.js';

export class SwitchTracker {
  #state: SwitchState;

  constructor(
    slot: string,
    private readonly limits: SwitchLimits,
    private readonly timers: HostTimers,
    private readonly onState: (state: SwitchState) => void,
  ) {
    this.#state = docked(slot, timers.now(), limits);
    onState(this.#state);
  }

  get state(): SwitchState {
    return this.#state;
  }

  /** Milliseconds until the present state ends by itself. */
  get leftMs(): number {
    return isFinal(this.#state) ? 0 : Math.max(0, this.#state.until - this.timers.now());
  }

  send(event: SwitchEvent): SwitchState {
    const before = this.#state;
    this.#state = step(before, event, this.timers.now(), this.limits);
    if (this.#state !== before) this.onState(this.#state);
    return this.#state;
  }

  /** @throws DeviceError where the visit has come to a bad end. */
  check(): void {
    if (isFinal(this.#state) && this.#state.at !== 'done') throw errorOf(this.#state);
  }
}

function errorOf(state: Exclude<FinalState, { readonly at: 'done' }>): DeviceError {
  const { slot } = state;
  switch (state.at) {
    case 'timed out': {
      const back = state.during === 'switching' || state.during === 'gone' || state.during === 'volume';
      const message = back
        ? 'the camera did not come back as a disk'
        : 'the camera took too long before it became a disk';
      return new DeviceError('bwc.device.timeout', `${message} (${state.during})`, { slot, during: state.during });
    }
    case 'someone else': {
      const { expected, found } = state;
      const message = `camera ${expected} was sent to become a disk, the disk in its slot says ${found}`;
      return new DeviceError('bwc.device.other_camera', message, { slot, expected, found });
    }
    case 'failed':
      return new DeviceError('bwc.device.gone', `the camera was lost: ${state.why}`, { slot });
  }
}
