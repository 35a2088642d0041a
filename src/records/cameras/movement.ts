/** One line of the ledger of cameras: checked against the lines before it, and recorded with its custody entry. */
import { BwcError } from '../../domain/errors.js';
import type { CustodyKind } from '../../domain/custody.js';
import { PolicyError } from '../../policy/errors.js';
import { readTime } from '../../policy/facts/parse.js';
import type { CameraRow } from '../../store/repositories/cameras.js';
import type { Movement, MovementAct, NewMovement } from '../../store/repositories/camera-movements.js';
import type { ActContext } from '../act.js';
import { clipsChanged } from '../after-change.js';
import { dutyState, type DutyState } from './outings.js';

type Told = Pick<NewMovement, 'officer' | 'purpose' | 'backBy' | 'recorded' | 'reference' | 'remark' | 'checkId'>;

export const NOTHING_TOLD: Told = {
  officer: null,
  purpose: null,
  backBy: null,
  recorded: null,
  reference: null,
  remark: null,
  checkId: null,
};

const KINDS: Readonly<Record<MovementAct, CustodyKind>> = {
  issue: 'camera.issued',
  return: 'camera.returned',
  lost: 'camera.lost',
  found: 'camera.found',
  faulty: 'camera.faulty',
  repaired: 'camera.repaired',
};

/** Why an act cannot follow on what the ledger says; null where it can. */
const HINDRANCES: Readonly<Record<MovementAct, (state: DutyState) => string | null>> = {
  issue: ({ outing, lost, faulty }) =>
    outing !== null && outing.back === null
      ? `it was issued to ${outing.issue.officer ?? 'somebody'} at ${outing.issue.at} and is not back`
      : lost !== null
        ? `it is lost since ${lost.at}`
        : faulty !== null
          ? `it is faulty since ${faulty.at}`
          : null,
  return: ({ outing, lost }) =>
    lost !== null
      ? `it is lost since ${lost.at}: it has to be found first`
      : outing === null || outing.back !== null
        ? 'it is not out'
        : null,
  lost: ({ lost }) => (lost === null ? null : `it is lost since ${lost.at}`),
  found: ({ lost }) => (lost === null ? 'it is not lost' : null),
  faulty: ({ faulty }) => (faulty === null ? null : `it is faulty since ${faulty.at}`),
  repaired: ({ faulty }) => (faulty === null ? 'it is not faulty' : null),
};

/** @throws BwcError `bwc.camera.state` */
export function requirePossible({ store }: ActContext, camera: CameraRow, act: MovementAct): void {
  const retired = act === 'issue' && store.cameraRecords.get(camera.id)?.retired === true;
  const why = retired ? 'it is retired' : HINDRANCES[act](dutyState(store.movements.latest(camera.id)));
  if (why !== null)
    throw new BwcError('bwc.camera.state', `${camera.serial ?? camera.id}: ${why}`, { id: camera.id, act });
}

/**
 * @param at when it happened, with its offset; null for now
 * @throws BwcError `bwc.camera.state`, `bwc.facts.no_zone`, `bwc.facts.future`, `bwc.facts.invalid`, `bwc.facts.end_before_start`
 */
export function move(
  context: ActContext,
  camera: CameraRow,
  act: MovementAct,
  at: string | null,
  told: Partial<Told>,
): Movement {
  const { store, by, now } = context;
  requirePossible(context, camera, act);
  const before = dutyState(store.movements.latest(camera.id));
  const happened = at === null ? now() : readTime('at', at, now());
  const last = store.movements.of(camera.id, 1)[0];
  if (last !== undefined && happened < last.at)
    throw new PolicyError(
      'bwc.facts.end_before_start',
      `${act} at ${happened} is before the last line of the ledger (${last.act} at ${last.at})`,
      { key: 'at', at: happened, last: last.at },
    );
  const movement: NewMovement = {
    cameraId: camera.id,
    act,
    at: happened,
    ...NOTHING_TOLD,
    ...told,
    saidBy: by,
    saidAt: now(),
  };
  const { saidBy, saidAt, ...body } = movement;
  const { seq } = store.log.append(KINDS[act], { ...body, serial: camera.serial, by: saidBy, saidAt });
  const id = store.movements.add(movement, seq);
  const outing = dutyState(store.movements.latest(camera.id)).outing;
  // Whose they are, and when the camera came back, are facts of what was recorded on the way.
  if ((act === 'issue' || act === 'return') && outing !== null)
    clipsChanged(context, store.movements.clipsSince(camera.id, outing.issue.at));
  // What was wrong with the camera is told with what was brought in since.
  const wrong = {
    issue: null,
    return: null,
    lost: movement,
    faulty: movement,
    found: before.lost,
    repaired: before.faulty,
  };
  const since = wrong[act]?.at;
  if (since !== undefined) clipsChanged(context, store.movements.clipsStoredSince(camera.id, since));
  return { id, ...body, saidBy, saidAt };
}
