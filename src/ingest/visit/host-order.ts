/** What a visit with a camera in host mode needs beyond other visits. */
import { Secret } from '../../device/vendor-host/secret.js';

export interface HostSettings {
  /** Where its disk may appear. */
  readonly roots: readonly string[];
  readonly rescanMs: number;
  /** How long it may take to come back as a disk. */
  readonly switchMs: number;
  /** Administrator passwords by the model's recognition code. */
  readonly passwords: ReadonlyMap<string, Secret>;
}

/** The same on its way to the child process: over its own channel, never on a command line or in an environment. */
export interface HostOrder extends Omit<HostSettings, 'passwords'> {
  /** In clear text: a `Secret` does not survive being sent. */
  readonly passwords: ReadonlyMap<string, string>;
}

export const toHostOrder = (settings: HostSettings): HostOrder => ({
  ...settings,
  passwords: new Map([...settings.passwords].map(([model, password]) => [model, password.reveal()])),
});

export const fromHostOrder = (order: HostOrder): HostSettings => ({
  ...order,
  passwords: new Map([...order.passwords].map(([model, password]) => [model, new Secret(password)])),
});
