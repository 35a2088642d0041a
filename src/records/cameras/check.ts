/** A camera is checked before use, at dock and at issue; what was found goes on the ledger, and what is broken is an alarm. */
import type { Json } from '../../domain/canonical-json.js';
import { readiness, type ReadinessCheck, type ReadinessFacts } from '../../policy/readiness/readiness.js';
import type { CheckOnRecord } from '../../store/repositories/readiness-checks.js';
import type { ActContext } from '../act.js';
import { readingsOf } from './readings.js';

/** Runs inside the transaction that records the visit's readings. Nothing where the visit has no camera. */
export function checkAtDock(context: ActContext, visitId: string): void {
  const visit = context.store.cameraVisits.get(visitId);
  if (visit === undefined) return;
  const { cameraId } = visit;
  const facts: ReadinessFacts = {
    ...readingsOf(context.store, cameraId, visit),
    overlay: null,
    occasion: 'dock',
    lookedAt: [],
  };
  const check = judged(context, cameraId, visitId, facts, null);
  record(context, check);
  // A battery charges in the dock and a card is emptied there: neither is worth an alarm before the camera goes out again.
  alarm(
    context,
    cameraId,
    check.checks.filter((c) => c.check !== 'battery' && c.check !== 'storage'),
  );
}

export type Judged = Omit<CheckOnRecord, 'id'>;

export function judged(
  { rules, now }: ActContext,
  cameraId: string,
  visitId: string | null,
  facts: ReadinessFacts,
  by: string | null,
): Judged {
  const { fit, checks } = readiness(rules.rulebook.readiness, facts);
  const { occasion } = facts;
  return { cameraId, visitId, occasion, at: now(), rulebook: rules.rulebook.id, fit, facts, checks, by };
}

/** @returns its number */
export function record({ store }: ActContext, check: Judged): number {
  const { cameraId, visitId, occasion, at, rulebook, fit, facts, checks, by } = check;
  const found = checks as unknown as Json;
  const id = store.checks.next();
  const { seq } = store.log.append(
    'camera.checked',
    { check: id, cameraId, occasion, at, rulebook, fit, facts: facts as unknown as Json, checks: found, by },
    visitId === null ? {} : { visitId },
  );
  store.checks.add(id, check, seq);
  return id;
}

/** @param checks those that count here */
export function alarm({ store }: ActContext, cameraId: string, checks: readonly ReadinessCheck[]): void {
  const broken = checks.filter((c) => c.required && c.state === 'fail');
  if (broken.length === 0) store.clearAlarm('camera.unfit', cameraId);
  else
    store.raiseAlarm('camera.unfit', cameraId, {
      failed: broken.map(({ check, why, measured, limit, basis }) => ({
        check,
        why,
        measured,
        limit,
        article: basis.article,
      })),
    });
}
