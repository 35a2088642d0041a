/** What the ledger of cameras says at a moment: where a camera is and what is wrong with it. Pure. */
import type { Instant } from '../../domain/time.js';
import type { Within } from '../../policy/facts/facts.js';
import type { Movement, MovementAct } from '../../store/repositories/camera-movements.js';

/** A camera's time out, from its issue to its return. */
export interface Outing {
  readonly issue: Movement;
  /** Null while it is out. */
  readonly back: Movement | null;
}

/** @param movements issues and returns of one camera, in the order in which they were entered */
export function outingAt(movements: readonly Movement[] | undefined, at: Instant): Outing | undefined {
  let found: Outing | undefined;
  for (const movement of movements ?? []) {
    if (movement.act === 'issue') {
      if (movement.at <= at) found = { issue: movement, back: null };
    } else if (found?.back === null && movement.id > found.issue.id) found = { ...found, back: movement };
  }
  return found !== undefined && (found.back === null || at <= found.back.at) ? found : undefined;
}

/** The only time out that reaches between two moments; undefined where there are several, or none, or one bound is not known. */
export function outingIn(
  movements: readonly Movement[] | undefined,
  { notBefore, notAfter }: Within,
): Outing | undefined {
  if (notBefore === null) return undefined;
  const first = outingAt(movements, notBefore);
  const others = (movements ?? []).some(({ act, at }) => act === 'issue' && at > notBefore && at <= notAfter);
  return others ? undefined : first;
}

export interface DutyState {
  /** The last time out; null where it never was. */
  readonly outing: Outing | null;
  readonly lost: Movement | null;
  readonly faulty: Movement | null;
}

/** @param ledger lines of one camera, in the order in which they were entered */
export const lastOfEach = (ledger: readonly Movement[]): readonly Movement[] => [
  ...new Map(ledger.map((movement) => [movement.act, movement])).values(),
];

/** @param latest the last of each act */
export function dutyState(latest: readonly Movement[]): DutyState {
  const last = (act: MovementAct): Movement | null => latest.find((m) => m.act === act) ?? null;
  /** The first, unless the second came after it. */
  const open = (act: Movement | null, ended: Movement | null): Movement | null =>
    act !== null && (ended === null || ended.id < act.id) ? act : null;
  const [issue, back] = [last('issue'), last('return')];
  return {
    outing: issue === null ? null : { issue, back: back !== null && back.id > issue.id ? back : null },
    lost: open(last('lost'), last('found')),
    faulty: open(last('faulty'), last('repaired')),
  };
}
