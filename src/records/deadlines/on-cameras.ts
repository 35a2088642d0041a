/**
 * Deadlines of footage that is still on a camera: files of a docked card that are not stored, and whatever a camera may
 * hold that was given out and has not been read since.
 */
import type { Instant } from '../../domain/time.js';
import { evaluateDeadlines } from '../../policy/deadlines/evaluate.js';
import type { DeadlineVerdict } from '../../policy/deadlines/verdict.js';
import { NO_FACTS, type Facts, type KnownMoment, type ReasonFact, type Within } from '../../policy/facts/facts.js';
import type { Moment } from '../../policy/facts/vocabulary.js';
import type { CameraRow } from '../../store/repositories/cameras.js';
import type { Listing, UnstoredFile } from '../../store/repositories/unstored.js';
import { dutyState, lastOfEach, type Outing } from '../cameras/outings.js';
import { isFault, saidOf, spanned } from '../cameras/spans.js';
import type { QuestionContext } from '../act.js';
import { saidByConsents } from '../clips/duty-facts.js';
import { sourceKindOf } from '../clips/recorded.js';
import { outingOf, recordedWithin } from '../clips/recorded-within.js';
import { saidBy } from '../clips/said.js';
import { recordedAt } from './recorded-at.js';
import type { Consent } from '../../store/repositories/consents.js';
import type { Movement } from '../../store/repositories/camera-movements.js';
import type { Statement } from '../../store/repositories/statements.js';

export interface OnCamera {
  readonly camera: CameraRow;
  /** `card`: a file of its latest listing; `out`: whatever it recorded since it was given out. */
  readonly what: 'card' | 'out';
  readonly file: UnstoredFile | null;
  readonly officer: string | null;
  readonly verdict: DeadlineVerdict;
}

/** Known of all cameras, asked once. */
interface Ledger {
  readonly lines: ReadonlyMap<string, readonly Movement[]>;
  readonly outings: ReadonlyMap<string, readonly Movement[]>;
  readonly consents: ReadonlyMap<string, readonly Consent[]>;
  readonly statements: ReadonlyMap<string, readonly Statement[]>;
}

export function* deadlinesOnCameras(context: QuestionContext): Generator<OnCamera> {
  const cameras = context.store.cameras.all();
  const ledger = ledgerOf(context, cameras);
  for (const camera of cameras) yield* ofCamera(context, camera, ledger);
}

export const deadlinesOnCamera = (context: QuestionContext, camera: CameraRow): Generator<OnCamera> =>
  ofCamera(context, camera, ledgerOf(context, [camera]));

function ledgerOf({ store }: QuestionContext, cameras: readonly CameraRow[]): Ledger {
  const ids = cameras.map((camera) => camera.id);
  return {
    lines: store.movements.ledgers(ids),
    outings: store.movements.outings(ids),
    consents: store.consents.of('camera', ids),
    statements: store.statements.saidOfCameras(ids),
  };
}

function* ofCamera(context: QuestionContext, camera: CameraRow, ledger: Ledger): Generator<OnCamera> {
  const { store } = context;
  const listing = store.unstored.listing(camera.id);
  if (listing !== undefined) yield* ofCard(context, camera, listing, ledger);
  const { outing } = dutyState(lastOfEach(ledger.lines.get(camera.id) ?? []));
  if (outing === null || isAccountedFor(outing, listing)) return;
  const { at, officer } = outing.issue;
  const common = cameraFacts(ledger, camera.id, at, { notBefore: at, notAfter: outing.back?.at ?? context.now() });
  const start: KnownMoment = { at, source: 'ledger', confidence: 'estimated' };
  const facts: Facts = { ...common, moments: { activityStart: start, ...common.moments, ...comeBack(outing) } };
  for (const verdict of uploads(context, facts)) yield { camera, what: 'out', file: null, officer, verdict };
}

function* ofCard(
  context: QuestionContext,
  camera: CameraRow,
  { visitId, openedAt, listedAt, sourceType }: Listing,
  ledger: Ledger,
): Generator<OnCamera> {
  const { store, rules } = context;
  const files = store.unstored.files(visitId);
  const found = files.map(({ index, path, bytes }) => ({
    ...{ id: String(index), cameraId: camera.id, path, bytes, visitId, dockedAt: openedAt, sourceType },
    ...{ seenAt: listedAt ?? openedAt, saidEnd: null },
  }));
  const windows = recordedWithin(store, found, ledger.outings);
  for (const file of files) {
    const window = windows.get(String(file.index)) ?? { notBefore: null, notAfter: openedAt, source: 'dock' };
    const recorded = recordedAt(file, window, openedAt, rules.calendar.zone);
    const { at, within } = recorded.recordingEnd;
    const outing = outingOf(ledger.outings.get(camera.id), { start: at }, within);
    const common = cameraFacts(ledger, camera.id, within?.notAfter ?? at, within ?? { notBefore: at, notAfter: at });
    const facts: Facts = {
      ...common,
      sourceKind: sourceKindOf({ sourceType, kind: file.kind ?? 'video' }),
      moments: { ...recorded, ...common.moments, ...comeBack(outing) },
    };
    const officer = outing?.issue.officer ?? camera.officerNo;
    for (const verdict of uploads(context, facts)) yield { camera, what: 'card', file, officer, verdict };
  }
}

/** What is not on the station yet cannot be labelled: bringing it there is the duty. */
const UPLOADS: ReadonlySet<DeadlineVerdict['rule']> = new Set(['upload', 'phoneUpload']);

const uploads = ({ rules, now }: QuestionContext, facts: Facts): DeadlineVerdict[] =>
  evaluateDeadlines(rules.rulebook, facts, now(), rules.calendar).filter(({ rule }) => UPLOADS.has(rule));

/** Its card was listed since, so that every file is known by name; or nothing was recorded. */
const isAccountedFor = ({ issue, back }: Outing, listing: Listing | undefined): boolean =>
  back?.recorded === false || (listing !== undefined && listing.listedAt !== null && listing.openedAt >= issue.at);

const comeBack = (outing: Outing | undefined): Partial<Record<Moment, KnownMoment>> =>
  outing?.back == null ? {} : { returnToUnit: { at: outing.back.at, source: 'ledger', confidence: 'certain' } };

/** What is said of the camera itself, as far as it is about something recorded between two moments. @param since consents from then on are for it */
function cameraFacts({ lines, statements, consents }: Ledger, id: string, since: Instant, recorded: Within): Facts {
  const own = lines.get(id) ?? [];
  const duty = dutyState(lastOfEach(own));
  const told = saidOf(spanned(statements.get(id), own), recorded, null);
  // A fault that is over blocks nothing any more.
  const said = saidBy(told.filter((s) => !isFault(s.fact) || s.span.until === null));
  const agreed = saidByConsents((consents.get(id) ?? []).filter((c) => c.at >= since));
  const ledger = { source: 'ledger', confidence: 'certain' } as const;
  const broken: ReasonFact[] = [
    ...(duty.lost === null ? [] : [{ reason: 'cameraLost' as const, reference: duty.lost.reference, ...ledger }]),
    ...(duty.faulty === null ? [] : [{ reason: 'cameraFaulty' as const, reference: duty.faulty.reference, ...ledger }]),
  ];
  return {
    ...NO_FACTS,
    moments: said.moments ?? {},
    flags: said.flags ?? [],
    reasons: [...broken, ...(said.reasons ?? []), ...(agreed.reasons ?? [])],
    approvals: agreed.approvals ?? [],
  };
}
