/** Whether a caller may take a route at all. Whose clips it reaches is asked where the clips are known. */
import { BwcError } from '../../domain/errors.js';
import type { Instant } from '../../domain/time.js';
import type { RoutePermission } from '../route.js';
import type { Caller } from './caller.js';
import { reachOf, type Permission } from './permissions.js';

export interface Asked {
  readonly permission: RoutePermission;
  readonly confirm: boolean;
  /** Whether a screen that only shows the dock may take it. */
  readonly wall: boolean;
}

/** @param now what the password's last giving is held against @throws BwcError `bwc.access.*` */
export function authorise(caller: Caller, { permission, confirm, wall }: Asked, now: Instant): void {
  if (permission === 'public' || permission === 'loopback' || caller.kind === 'operator') return;
  if (caller.kind === 'nobody') throw new BwcError('bwc.access.signed_out', 'nobody is signed in');
  if (caller.wall && !wall)
    throw new BwcError('bwc.access.forbidden', 'a screen that shows the dock does nothing else', { permission });
  if (permission === 'operator' || reachOf(caller.role, permission) === null) throw forbidden(caller.role, permission);
  if (confirm && caller.confirmedUntil <= now)
    throw new BwcError('bwc.access.confirm', 'this wants the password once more', { until: caller.confirmedUntil });
}

const forbidden = (role: string, permission: Permission | 'operator'): BwcError =>
  new BwcError('bwc.access.forbidden', `the role ${role} has no permission for that (${permission})`, {
    role,
    permission,
  });
