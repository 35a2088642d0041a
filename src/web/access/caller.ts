/** Who calls: the operator at the machine, or a person who signed in. */
import type { Role } from '../../domain/person.js';
import type { Instant } from '../../domain/time.js';

export interface SignedIn {
  readonly kind: 'person';
  readonly id: string;
  readonly name: string;
  readonly login: string;
  readonly role: Role;
  readonly unit: string | null;
  /** Officer numbers (警号, 执法证号) the person goes by. */
  readonly numbers: readonly string[];
  readonly session: string;
  /** Until when acts that want the password once more go through. */
  readonly confirmedUntil: Instant;
  readonly expiresAt: Instant;
  /** The session is a screen that shows the dock and may do nothing else. */
  readonly wall: boolean;
}

/** Whoever can open the control socket: the group of the station's own user. Says who acts. */
export interface Operator {
  readonly kind: 'operator';
}

export interface Nobody {
  readonly kind: 'nobody';
}

export type Caller = SignedIn | Operator | Nobody;

export const NOBODY: Nobody = { kind: 'nobody' };
export const OPERATOR: Operator = { kind: 'operator' };
