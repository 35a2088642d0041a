/** What a call of the vendor host interface can come to. A call that could not be made at all rejects instead. */

export type Refusal = 'connect_failed' | 'password_refused' | 'clock_refused' | 'switch_refused';

export type HostAnswer<T> =
  | { readonly is: 'ok'; readonly value: T }
  /** Normal: the camera is still closing a recording. The same call may be made again shortly. `why` is for the log. */
  | { readonly is: 'busy'; readonly why: string }
  /** Final: the same call would be refused again. */
  | { readonly is: 'refused'; readonly refusal: Refusal };

export const ok = <T>(value: T): HostAnswer<T> => ({ is: 'ok', value });
export const busy = (why: string): HostAnswer<never> => ({ is: 'busy', why });
export const refused = (refusal: Refusal): HostAnswer<never> => ({ is: 'refused', refusal });
