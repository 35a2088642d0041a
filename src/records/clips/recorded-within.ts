/**
 * Between which moments something was recorded whose camera did not know the time: after the last docking at which it was
 * not on the card, and after the camera was given out since; before it was seen on the card.
 */
import type { Instant } from '../../domain/time.js';
import type { FactSource, Within } from '../../policy/facts/facts.js';
import type { Movement } from '../../store/repositories/camera-movements.js';
import type { ClipOnRecord, Span } from '../../store/repositories/clip-facts.js';
import type { FoundFile } from '../../store/repositories/dockings.js';
import type { Repositories } from '../../store/station-store.js';
import { outingAt, outingIn, type Outing } from '../cameras/outings.js';
import { distinct } from './said.js';

export interface RecordedWithin extends Within {
  /** Who says how early it can have been: the docking, or the ledger of cameras. */
  readonly source: Extract<FactSource, 'dock' | 'ledger'>;
}

/** Whether the camera's own times cannot place it: it lost its clock, or the clock ran ahead. */
export const isAdrift = ({ start, end, unplaced, ahead }: Span): boolean =>
  start === null || end === null || unplaced || ahead;

/** Of a camera's body: what is put into a folder or copied from a phone is not new because it is new there. */
const BY_CAMERA = 'camera';

export interface Found extends FoundFile {
  readonly sourceType: string;
  /** By then it was on the camera. */
  readonly seenAt: Instant;
  /** The end that a clock tells which ran ahead: it was no later. Null where it tells nothing. */
  readonly saidEnd: Instant | null;
}

/** @param outings issues and returns of their cameras */
export function recordedWithin(
  store: Repositories,
  found: readonly Found[],
  outings: ReadonlyMap<string, readonly Movement[]>,
): ReadonlyMap<string, RecordedWithin> {
  const without = store.dockings.lastWithout(found.filter((f) => f.sourceType === BY_CAMERA));
  return new Map(
    found.map(({ id, cameraId, seenAt, saidEnd }) => {
      const docked = without.get(id) ?? null;
      const notBefore = docked === null ? null : (issuedAfter(outings.get(cameraId) ?? [], docked, seenAt) ?? docked);
      const source = notBefore === docked ? 'dock' : 'ledger';
      // One that says a time at which it was not there yet is not believed.
      const believed = saidEnd !== null && saidEnd < seenAt && saidEnd >= (notBefore ?? '');
      return [id, { notBefore, notAfter: believed ? saidEnd : seenAt, source }];
    }),
  );
}

/** The first issue since the docking; none where the camera was out already, and may have recorded before it came back. */
function issuedAfter(movements: readonly Movement[], docked: Instant, seen: Instant): Instant | undefined {
  if (outingAt(movements, docked) !== undefined) return undefined;
  return movements.find(({ act, at }) => act === 'issue' && at > docked && at <= seen)?.at;
}

/** Of those clips that their own times do not place. */
export function windowsOf(
  store: Repositories,
  clips: readonly ClipOnRecord[],
  adrift: (clip: ClipOnRecord) => boolean = isAdrift,
): ReadonlyMap<string, RecordedWithin> {
  const some = clips.filter(adrift);
  if (some.length === 0) return NONE;
  const outings = store.movements.outings(distinct(some.map((c) => c.cameraId)));
  const found = some.map((clip) => ({ ...clip, path: clip.sourcePath, saidEnd: clip.ahead ? clip.end : null }));
  return recordedWithin(store, found, outings);
}

/** The time out in which a clip was recorded, by its own times, or where only one time out fits. */
export const outingOf = (
  movements: readonly Movement[] | undefined,
  { start }: Pick<Span, 'start'>,
  within: Within | undefined,
): Outing | undefined => {
  if (within !== undefined) return outingIn(movements, within);
  return start === null ? undefined : outingAt(movements, start);
};

const NONE: ReadonlyMap<string, RecordedWithin> = new Map();
