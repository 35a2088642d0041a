/** What is to go to the archives next, and what they refuse; and having a refused order tried again. */
import { z } from 'zod';
import { BwcError } from '../../domain/errors.js';
import { act, question } from '../act.js';
import { prose } from '../text.js';

/** In the order in which sync takes them. */
export const archiveOrders = question(
  z.strictObject({ which: z.enum(['next', 'refused']).default('next'), limit: z.int().min(1).max(1000).default(20) }),
  ({ store, now }, { which, limit }) =>
    which === 'refused'
      ? store.outbox.refused(0, limit)
      : store.archives.active().flatMap((target) => store.outbox.next(target, now(), [], limit)),
);

/** @throws BwcError `bwc.store.not_found` where the archive refuses no such order */
export const archiveAgain = act(
  z.strictObject({ order: z.int().positive(), reason: prose }),
  ({ store, by }, { order: id, reason }) => {
    const order = store.outbox.get(id);
    if (order === undefined || !store.outbox.again(id))
      throw new BwcError('bwc.store.not_found', `no archive refuses order ${String(id)}`, { id: String(id) });
    const { target, clipId, kind, lastCode } = order;
    store.log.append('archive.order_again', { order: id, target, kind, code: lastCode, reason, by }, { clipId });
    store.clearAlarm('archive.refused', `${target}:${String(id)}`);
    return { order: id, target, clip: clipId };
  },
);
