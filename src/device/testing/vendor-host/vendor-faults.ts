/** What can go wrong with a virtual vendor device. */
import type { VolumeCandidate } from '../../driver.js';
import type { HostCallName } from '../../vendor-host/host-interface.js';

export type VendorFault =
  /** The device is lost in this call; it never comes back. */
  | { readonly is: 'dies'; readonly at: HostCallName }
  /** The call is never answered, not even when it is called off. */
  | { readonly is: 'hangs'; readonly at: HostCallName }
  /** So many times "busy, ask again". */
  | { readonly is: 'busy'; readonly at: HostCallName; readonly times: number }
  /** The call answers this return code. */
  | { readonly is: 'answers'; readonly at: HostCallName; readonly code: number }
  /** An error whose message repeats the password, as real ones do. */
  | { readonly is: 'blabs'; readonly at: HostCallName }
  /** `SetMSDC` works and is never answered: the device has left. */
  | { readonly is: 'leaves without a word' }
  | { readonly is: 'never returns' }
  | { readonly is: 'returns in slot'; readonly slot: string }
  /** Another disk stands in the slot afterwards. */
  | { readonly is: 'returns as'; readonly volume: VolumeCandidate };
