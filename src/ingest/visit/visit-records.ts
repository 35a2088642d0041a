/** What a visit writes into the store of itself: rows and custody entries, each act in one transaction. */
import type { ListedFile, MediumIdentity } from '../../device/camera.js';
import type { ClockReading, StationClockState } from '../../domain/camera.js';
import type { VisitTally } from '../../domain/clip.js';
import { toInstant, type Clock } from '../../domain/time.js';
import type { SourceType, VisitOutcome } from '../../domain/visit.js';
import type { CameraRow } from '../../store/repositories/cameras.js';
import type { StationStore } from '../../store/station-store.js';
import { asJson } from '../record-json.js';
import { toEntry } from './listed-entry.js';
import type { Failure, Report } from './protocol.js';
import type { VisitPlan } from './visit-plan.js';

export type Docked = Extract<Report, { type: 'docked' }>;
export type Opened = Extract<Report, { type: 'opened' }>;
export type ClockSet = Extract<Report, { type: 'clockSet' }>;
export type Listed = Extract<Report, { type: 'listed' }>;

/** The visit as its records need it. */
export interface VisitSubject {
  readonly id: string;
  readonly camera: CameraRow;
  readonly medium: MediumIdentity;
  readonly sourceType: SourceType;
}

/** The same tolerance as for clip times: clocks that differ a little are no alarm. */
const AHEAD_MS = 10 * 60_000;

export class VisitRecords {
  constructor(
    private readonly store: StationStore,
    private readonly clock: Clock,
    /** Told inside the transaction that recorded what was read of the camera. */
    private readonly cameraRead: (visitId: string) => void,
  ) {}

  /** A new visit, or the interrupted one of the same camera that now goes on. */
  open(
    { candidate, sourceType, by }: Pick<VisitPlan, 'candidate' | 'sourceType' | 'by'>,
    opened: Opened,
    stationClock: StationClockState,
    interruptedId: string | null,
    note: string | null,
    /** The visit that began when the camera was in host mode: it is neither opened nor resumed now. */
    dockedId: string | null,
  ): VisitSubject {
    const { store } = this;
    const { identity, medium, profile, driver, because, manifest, mediaClock } = opened;
    const { root, fileSystem, readOnly } = candidate;
    return store.transaction(() => {
      const at = this.#now();
      const camera = store.cameras.seen({ identity, mediumId: medium.id, profile, sourceType, at });
      const begun = dockedId ?? interruptedId;
      const id = begun ?? store.visits.open({ slot: candidate.slot, root, driver, profile, sourceType, at });
      if (begun !== null) store.visits.reopened(id, candidate.slot, root);
      store.visits.identified(id, {
        camera: { id: camera.id, mediumId: medium.id },
        profile,
        mediaClock,
        identity,
        stationClock,
        note,
      });
      const place = { slot: candidate.slot, root, fileSystem, readOnly };
      if (dockedId === null) {
        store.log.append(
          interruptedId === null ? 'visit.opened' : 'visit.resumed',
          { ...place, driver, profile, because, by, sourceType },
          { visitId: id },
        );
      }
      store.log.append(
        'visit.identified',
        {
          cameraId: camera.id,
          identity: asJson(identity),
          medium: asJson(medium),
          manifest: asJson(manifest),
          mediaClock,
          stationClock: asJson(stationClock),
          ...(dockedId !== null && { disk: { ...place, profile } }),
        },
        { visitId: id },
      );
      this.#alarmOnSharedSerial(camera, id);
      return { id, camera, medium, sourceType };
    });
  }

  /** A visit whose camera is in host mode: it is known, and has no medium yet. @returns its id */
  docked(
    { candidate, sourceType, by }: Pick<VisitPlan, 'candidate' | 'sourceType' | 'by'>,
    { driver, because, profile, identity }: Docked,
    stationClock: StationClockState,
    interruptedId: string | null,
  ): string {
    const { store } = this;
    const { slot, root } = candidate;
    return store.transaction(() => {
      const id = interruptedId ?? store.visits.open({ slot, root, driver, profile, sourceType, at: this.#now() });
      if (interruptedId !== null) store.visits.reopened(id, slot, root);
      store.visits.docked(id, identity, stationClock);
      store.log.append(
        interruptedId === null ? 'visit.opened' : 'visit.resumed',
        { slot, root, driver, profile, because, by, sourceType, identity: asJson(identity) },
        { visitId: id },
      );
      return id;
    });
  }

  /** Another camera came back than was sent to become a disk. */
  otherCamera(visitId: string | null, slot: string, failure: Failure): void {
    this.store.raiseAlarm('camera.other', slot, { ...failure.details, visitId });
  }

  addEntries(visitId: string, files: readonly ListedFile[]): void {
    this.store.transaction(() => {
      this.store.entries.add(visitId, files.map(toEntry));
    });
  }

  listed(visitId: string, { digest, readiness, clock }: Listed): VisitTally {
    const { store } = this;
    return store.transaction(() => {
      store.visits.checked(visitId, readiness, clock);
      store.visits.listed(visitId, this.#now());
      store.log.append('visit.checked', { readiness: asJson(readiness), clock: asJson(clock) }, { visitId });
      const tally = store.entries.tally(visitId);
      store.log.append('visit.listed', { digest, tally: asJson(tally) }, { visitId });
      this.#alarmOnFastClock(visitId, clock);
      this.cameraRead(visitId);
      return tally;
    });
  }

  /** Files that appeared after the listing are on record. */
  listedAgain(visitId: string, digest: string): VisitTally {
    const { store } = this;
    return store.transaction(() => {
      const tally = store.entries.tally(visitId);
      store.log.append('visit.listed', { digest, tally: asJson(tally), again: true }, { visitId });
      return tally;
    });
  }

  interrupted(visitId: string, reason: string): void {
    this.store.transaction(() => {
      this.store.visits.setState(visitId, 'interrupted', reason);
      this.store.log.append(
        'visit.interrupted',
        { reason, tally: asJson(this.store.entries.tally(visitId)) },
        { visitId },
      );
    });
  }

  /** What became of the camera's clock: its reading before and after, or why it was left as it was. */
  clockSet(visitId: string, before: ClockReading, after: ClockReading | null, problem: string | null): void {
    this.store.transaction(() =>
      this.store.log.append(
        problem === null ? 'camera.clock_set' : 'camera.clock_not_set',
        { before: asJson(before), after: after === null ? null : asJson(after), problem },
        { visitId },
      ),
    );
  }

  close(visitId: string, outcome: VisitOutcome, reason: string | null): VisitTally {
    const { store } = this;
    return store.transaction(() => {
      store.entries.failOrphanedSidecars(visitId);
      const tally = store.entries.tally(visitId);
      store.visits.close(visitId, outcome, reason, this.#now());
      store.log.append('visit.closed', { outcome, reason, tally: asJson(tally) }, { visitId });
      return tally;
    });
  }

  #alarmOnSharedSerial(camera: CameraRow, visitId: string): void {
    const others = this.store.cameras.sharingSerialWith(camera);
    if (others.length === 0 || camera.serial === null) return;
    this.store.raiseAlarm('serial.duplicate', camera.serial, {
      serial: camera.serial,
      visitId,
      cameras: [camera.id, ...others.map((c) => c.id)],
      media: [camera.mediumId, ...others.map((c) => c.mediumId)],
    });
  }

  /** A volume only shows that a clock is ahead by at least so much; that much is worth an alarm (SH-08, XM-07). */
  #alarmOnFastClock(visitId: string, { offsetMs, method }: ClockReading): void {
    const cameraId = this.store.visits.get(visitId)?.cameraId;
    if (cameraId == null || offsetMs === null) return;
    if (offsetMs > AHEAD_MS) this.store.raiseAlarm('camera.clock_ahead', cameraId, { visitId, offsetMs, method });
    else this.store.clearAlarm('camera.clock_ahead', cameraId);
  }

  #now(): string {
    return toInstant(this.clock.now());
  }
}
