/**
 * A camera that is first talked to and then becomes a disk leaves USB and comes back in between. This is the state of its
 * slot while it does so, as a pure function: the same camera on the same port stays one visit, a different one is never
 * taken for it, and every wait has an end.
 */

export interface SwitchLimits {
  /** Milliseconds from docking until `SetMSDC` must have been made for the last time. */
  readonly askMs: number;
  /** Milliseconds from then until the disk must be there and have been identified. */
  readonly returnMs: number;
}

/** `until`: when this state ends by itself, on the monotonic clock that `step` is given. */
interface Waiting {
  readonly slot: string;
  readonly until: number;
}

interface Away extends Waiting {
  readonly serial: string | null;
  /** Until when it may be asked again, should it turn out to be busy. */
  readonly askUntil: number;
}

export type SwitchState =
  | (Waiting & { readonly at: 'docked' | 'initialised' })
  | (Waiting & { readonly at: 'identified'; readonly serial: string | null })
  /** `SetMSDC` was made; whether it is answered says little, because the device may leave while answering. */
  | (Away & { readonly at: 'switching' })
  | (Away & { readonly at: 'gone' })
  /** A disk stands in the slot; whose it is is not yet known. */
  | (Away & { readonly at: 'volume' })
  | FinalState;

export type FinalState =
  /** `sameness`: what proves that it is the same camera. `port`: one of the two sides told no serial. */
  | { readonly at: 'done'; readonly slot: string; readonly serial: string | null; readonly sameness: 'serial' | 'port' }
  | { readonly at: 'timed out'; readonly slot: string; readonly during: Exclude<SwitchState, FinalState>['at'] }
  | { readonly at: 'someone else'; readonly slot: string; readonly expected: string; readonly found: string }
  | { readonly at: 'failed'; readonly slot: string; readonly why: string };

export type SwitchEvent =
  | { readonly is: 'initialised' }
  | { readonly is: 'identified'; readonly serial: string | null }
  /** `SetMSDC` is being made. */
  | { readonly is: 'asked' }
  /** It was answered with "busy, ask again". */
  | { readonly is: 'busy' }
  | { readonly is: 'left' }
  /** A volume was seen, in whatever slot. */
  | { readonly is: 'volume'; readonly slot: string }
  /** What that volume says it is. */
  | { readonly is: 'read'; readonly serial: string | null }
  | { readonly is: 'failed'; readonly why: string }
  | { readonly is: 'tick' };

export const docked = (slot: string, now: number, { askMs }: SwitchLimits): SwitchState => ({
  at: 'docked',
  slot,
  until: now + askMs,
});

export const isFinal = (state: SwitchState): state is FinalState =>
  state.at === 'done' || state.at === 'timed out' || state.at === 'someone else' || state.at === 'failed';

/** Whether what stands in `slot` belongs to this visit, so that nobody opens another one for it. */
export const claims = (state: SwitchState, slot: string): boolean =>
  state.slot === slot && (state.at === 'done' || !isFinal(state));

/** An event that means nothing in a state leaves it as it is. `now` is milliseconds of a monotonic clock. */
export function step(state: SwitchState, event: SwitchEvent, now: number, limits: SwitchLimits): SwitchState {
  if (isFinal(state)) return state;
  const { slot } = state;
  if (now >= state.until) return { at: 'timed out', slot, during: state.at };
  if (event.is === 'failed') return { at: 'failed', slot, why: event.why };
  switch (state.at) {
    case 'docked':
      if (event.is === 'left') return unplugged(state);
      return event.is === 'initialised' ? { ...state, at: 'initialised' } : state;
    case 'initialised':
      if (event.is === 'left') return unplugged(state);
      return event.is === 'identified' ? { ...state, at: 'identified', serial: event.serial } : state;
    case 'identified':
      if (event.is === 'left') return unplugged(state);
      return event.is === 'asked'
        ? { at: 'switching', slot, serial: state.serial, askUntil: state.until, until: now + limits.returnMs }
        : state;
    case 'switching':
      if (event.is === 'left') return { ...state, at: 'gone' };
      if (event.is === 'busy') return { at: 'identified', slot, serial: state.serial, until: state.askUntil };
      // A scan may miss the moment in which the slot was empty.
      return seen(state, event);
    case 'gone':
      return seen(state, event);
    case 'volume':
      // Some cameras come and go once more before they stay.
      if (event.is === 'left') return { ...state, at: 'gone' };
      return event.is === 'read' ? compared(state, event.serial) : state;
  }
}

const unplugged = ({ slot, at }: Waiting & { readonly at: string }): SwitchState => ({
  at: 'failed',
  slot,
  why: `it left the bus when it was ${at}, before it was asked to`,
});

const seen = (state: Away & { readonly at: 'switching' | 'gone' }, event: SwitchEvent): SwitchState =>
  event.is === 'volume' && event.slot === state.slot ? { ...state, at: 'volume' } : state;

function compared({ slot, serial }: Away, found: string | null): SwitchState {
  if (serial === null || found === null) return { at: 'done', slot, serial: serial ?? found, sameness: 'port' };
  if (serial === found) return { at: 'done', slot, serial, sameness: 'serial' };
  return { at: 'someone else', slot, expected: serial, found };
}
