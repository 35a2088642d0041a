/**
 * The daemon's side of one visit: starts the child, hands out files in turn with the other visits, records what comes
 * back, and survives the child's crash and the medium's vanishing.
 */
import type { VolumeCandidate } from '../../device/driver.js';
import { joinIdentity, saidInHostMode } from '../../device/vendor-host/join-identity.js';
import { isSafeToRemove } from '../../domain/clip.js';
import { messageOf } from '../../domain/errors.js';
import { baseNameOf, extensionOf, sourcePathKey } from '../../domain/source-path.js';
import { monotonicMs } from '../../domain/time.js';
import type { VisitOutcome } from '../../domain/visit.js';
import type { EntryRow } from '../../store/repositories/visit-entries.js';
import { diskSpace } from '../free-space.js';
import { sourceKey } from '../source-key.js';
import { readStationClock } from '../station-clock.js';
import { startVisitChild, type VisitChild } from './child-process.js';
import { CopyProgress } from './copy-progress.js';
import { toFailure } from './failure.js';
import { decideClock } from './clock-policy.js';
import { chooseGrant, GRANT_FILES } from './grant.js';
import { toHostOrder } from './host-order.js';
import { InOrder } from './in-order.js';
import type { Failure, PullItem, Report } from './protocol.js';
import type { Staged } from './pull.js';
import type { VisitDependencies, VisitEnd, VisitPlan } from './visit-plan.js';
import {
  VisitRecords,
  type ClockSet,
  type Docked,
  type Listed,
  type Opened,
  type VisitSubject,
} from './visit-records.js';

const PROGRESS_EVERY_MS = 100;
const MAX_TRIES = 3;
const MAX_CRASHES = 3;
const SPACE_RECHECK_MS = 15_000;

export class VisitRunner {
  readonly #records: VisitRecords;
  readonly #inFlight = new Map<number, EntryRow>();
  readonly #tries = new Map<number, number>();
  readonly #storedBefore = new Set<string>();
  readonly #end: { promise: Promise<VisitEnd>; resolve: (end: VisitEnd) => void };
  #publishing = new Set<Promise<void>>();
  #child: VisitChild | null = null;
  #subject: VisitSubject | null = null;
  /** The visit of a camera that was still in host mode when it began. */
  #dockedId: string | null = null;
  /** What was done to the clock of a camera in host mode whose visit was not yet known. */
  readonly #clockSetBefore: ClockSet[] = [];
  #reports = this.#newReports();
  #disk: VolumeCandidate | null = null;
  #grantedBytes = 0;
  #crashes = 0;
  readonly #progress = new CopyProgress();
  #progressAt = -Infinity;
  #watchdog: NodeJS.Timeout | undefined;
  #spaceTimer: NodeJS.Timeout | undefined;
  #listed = false;
  /** Where this visit stands in the queue for a lane. */
  #turn: 'none' | 'asked' | 'granted' = 'none';
  #over = false;
  #canSetClock = false;
  /** What became of setting the camera's clock. */
  #clock: 'untouched' | 'asked' | 'done' = 'untouched';
  /** Whether the camera was asked for what has appeared since it was listed. */
  #secondLook: 'due' | 'asked' | 'done' = 'due';
  #stopping: 'park' | 'cancel' | null = null;

  constructor(
    private readonly deps: VisitDependencies,
    private readonly plan: VisitPlan,
  ) {
    this.#records = new VisitRecords(deps.store, deps.clock);
    let resolve: (end: VisitEnd) => void = () => undefined;
    const promise = new Promise<VisitEnd>((r) => {
      resolve = r;
    });
    this.#end = { promise, resolve };
  }

  get visitId(): string | null {
    return this.#subject?.id ?? this.#dockedId;
  }

  get slot(): string {
    return this.plan.candidate.slot;
  }

  /** What a camera that was in host mode came back as, if it did. */
  get disk(): VolumeCandidate | null {
    return this.#disk;
  }

  get childPid(): number | null {
    return this.#child?.pid ?? null;
  }

  /** Runs the visit to its end. Never rejects. */
  run(): Promise<VisitEnd> {
    this.#startChild();
    return this.#end.promise;
  }

  /** Stops soon: what is under way is parked, the visit stays interrupted and goes on after a restart. */
  park(): void {
    this.#stop('park');
  }

  /** Stops at the clip boundary for good; what is stored stays stored. */
  cancel(): void {
    this.#stop('cancel');
  }

  #stop(how: 'park' | 'cancel'): void {
    if (this.#over) return;
    this.#stopping = how;
    clearTimeout(this.#spaceTimer);
    if (this.#child === null) this.#ended();
    else this.#child.send({ type: 'park' });
  }

  #startChild(): void {
    const { settings, store } = this.deps;
    this.#reports = this.#newReports();
    this.#child = startVisitChild({
      report: (report) => {
        try {
          this.#handle(report);
        } catch (error) {
          this.#notRecorded(error);
        }
        this.#heard();
      },
      exited: (clean, how) => {
        this.#childGone(clean, how);
      },
    });
    this.#heard();
    this.#child.send({
      type: 'start',
      candidate: this.plan.candidate,
      byHand: this.plan.byHand,
      cameras: settings.cameras,
      zone: settings.zone,
      incoming: store.paths.incoming,
      sm3: settings.sm3,
      readBack: settings.readBack,
      setClock: settings.setClock,
      host: this.plan.candidate.kind === 'vendor-host' ? toHostOrder(settings.host) : null,
      only: this.plan.only,
    });
  }

  #newReports(): InOrder {
    return new InOrder((error) => {
      this.#notRecorded(error);
    });
  }

  #notRecorded(error: unknown): void {
    this.deps.log.error({ err: error, slot: this.slot }, 'a report of a visit could not be recorded');
    this.#fail(toFailure(error));
  }

  /** Any report is a sign of life. A child that is idle because nothing was asked of it is not watched. */
  #heard(): void {
    clearTimeout(this.#watchdog);
    if (this.#over) return;
    const copying = this.#turn === 'granted' || this.#inFlight.size > this.#publishing.size;
    if (this.#listed && !copying && this.#clock !== 'asked' && this.#secondLook !== 'asked') return;
    this.#watchdog = setTimeout(() => {
      this.deps.log.error({ slot: this.slot, visit: this.visitId }, 'the camera stopped answering');
      this.#child?.kill();
    }, this.deps.settings.stallMs);
  }

  #handle(report: Report): void {
    if (this.#over) return;
    switch (report.type) {
      case 'refused':
        this.#refused(report.code, report.reason);
        return;
      case 'opened':
        this.#inTurn(() => this.#opened(report));
        return;
      case 'docked':
        this.#inTurn(() => this.#docked(report));
        return;
      case 'cameBack':
        this.#disk = report.disk;
        return;
      case 'awaited':
        return;
      case 'entries':
        this.#inTurn(() => {
          this.#records.addEntries(this.#require().id, report.files);
        });
        return;
      case 'listed':
        this.#inTurn(() => {
          this.#listingDone(report);
        });
        return;
      case 'progress':
        this.#progress.at(report.index, report.position);
        this.#emitProgress(this.#inFlight.get(report.index)?.path.text ?? null);
        return;
      case 'staged':
        this.#publish(report.index, report.staged);
        return;
      case 'known':
        this.#known(report.index, report.sha256);
        return;
      case 'failed':
        this.#itemFailed(report.index, report.failure);
        return;
      case 'lookedAgain':
        this.#lookedAgain(report);
        return;
      case 'clockSet':
        this.#clockWasSet(report);
        return;
      case 'recovering':
        this.deps.log.warn({ slot: this.slot, visit: this.visitId, step: report.step }, report.why);
        return;
      case 'drained':
        this.#releaseLane();
        this.#next();
        return;
      case 'gone':
        this.#interrupt('the medium vanished');
        return;
      case 'broken':
        this.#inTurn(() => {
          if (this.#stopping !== null) this.#ended();
          else if (report.failure.code === 'bwc.device.gone') this.#interrupt(report.failure.message);
          else this.#fail(report.failure);
        });
        return;
    }
  }

  /** After what came before it from the same child is on record: some of that waits for the station's clock to be read. */
  #inTurn(act: () => void | Promise<void>): void {
    const child = this.#child;
    this.#reports.add(async () => {
      if (this.#over || this.#child !== child) return;
      await act();
      this.#heard();
    });
  }

  /** A camera in host mode: its visit begins here, unless it may be one that was cut off after it had become a disk. */
  async #docked(docked: Docked): Promise<void> {
    const child = this.#child;
    const { candidate } = this.plan;
    const { driver, profile, identity, notes } = docked;
    this.deps.log.info({ slot: candidate.slot, serial: identity.serial, profile, notes }, 'a camera in host mode');
    if (this.visitId !== null) return;
    const stationClock = await readStationClock();
    if (this.#over || this.#child !== child) return;
    const goesOn = this.deps.interrupted.ofHost({ slot: candidate.slot, driver, serial: identity.serial });
    if (goesOn === undefined) return;
    const id = this.#records.docked(this.plan, docked, stationClock, goesOn);
    this.#dockedId = id;
    this.deps.store.visits.setPhase(id, 'waiting', 'the camera is to come back as a disk');
    this.#announce(id, identity.serial, profile, goesOn !== null);
  }

  async #opened(opened: Opened): Promise<void> {
    const child = this.#child;
    const stationClock = await readStationClock();
    if (this.#over || this.#child !== child) return;
    const { candidate, notes } = this.plan;
    const { interrupted, store, tellApart } = this.deps;
    const medium = tellApart(candidate.slot, opened.medium);
    // Of this visit only what happens for the first time: a crashed child's camera is opened anew.
    const dockedId = this.#subject === null ? this.#dockedId : null;
    const goesOn = dockedId ?? this.visitId ?? interrupted.ofMedium(medium.id, opened.identity.serial);
    const told = goesOn === null ? null : (store.visits.get(goesOn)?.identity ?? null);
    // A disk that was missed when it came back says less than its camera did before.
    const lost = told !== null && saidInHostMode(told) && !saidInHostMode(opened.identity);
    const identity = lost ? joinIdentity(told, opened.identity) : opened.identity;
    const subject = this.#records.open(
      // Its place is where its files are; its slot is the same.
      { ...this.plan, candidate: this.#disk ?? candidate },
      { ...opened, medium, identity },
      stationClock,
      goesOn,
      notes.get('') ?? null,
      dockedId,
    );
    this.#subject = subject;
    this.#canSetClock = opened.manifest.clockSet;
    if (goesOn !== null) this.#rememberStored(goesOn, medium.id);
    store.visits.setPhase(subject.id, 'listing');
    if (candidate.kind === 'vendor-host') store.clearAlarm('camera.other', candidate.slot);
    for (const { before, after, problem } of this.#clockSetBefore.splice(0)) {
      this.#records.clockSet(subject.id, before, after, problem);
    }
    if (dockedId === null) this.#announce(subject.id, subject.camera.serial, opened.profile, goesOn !== null);
  }

  #announce(visit: string, camera: string | null, profile: string, resumed: boolean): void {
    const { slot } = this.plan.candidate;
    this.deps.emit({ type: 'opened', visit, slot, camera, profile, resumed });
    this.deps.log.info({ visit, slot, serial: camera, profile }, 'visit opened');
  }

  /** Its clock was set, or could not be: at the end of the visit, or while the camera was in host mode. */
  #clockWasSet(report: ClockSet): void {
    if (this.#clock === 'asked') {
      this.#clock = 'done';
      this.#records.clockSet(this.#require().id, report.before, report.after, report.problem);
      this.#closeByTally();
      return;
    }
    this.#inTurn(() => {
      const id = this.visitId;
      if (id === null) this.#clockSetBefore.push(report);
      else this.#records.clockSet(id, report.before, report.after, report.problem);
    });
  }

  /** The listing is made anew; what this visit stored is remembered, so that the tally keeps saying so. */
  #rememberStored(visitId: string, mediumId: string): void {
    const { entries } = this.deps.store;
    for (const e of entries.stored(visitId)) this.#storedBefore.add(sourceKey(mediumId, e));
    entries.forget(visitId);
  }

  #listingDone(listed: Listed): void {
    const { id } = this.#require();
    const tally = this.#records.listed(id, listed);
    this.#listed = true;
    const totalBytes = this.deps.store.entries.waitingBytes(id);
    this.#progress.begin(totalBytes);
    this.deps.store.visits.setPhase(id, 'copying');
    this.deps.emit({ type: 'listed', visit: id, tally, totalBytes });
    this.#next();
  }

  /** Asks for the next turn, or ends the visit when there is nothing left to ask for. */
  #next(): void {
    if (this.#over || this.#child === null || !this.#listed || this.#turn !== 'none') return;
    const { id } = this.#require();
    if (this.#stopping === null && this.#nextIndexes(1).length > 0) {
      this.#turn = 'asked';
      this.deps.lanes.request(id, this.slot, () => void this.#grant());
      return;
    }
    if (this.#inFlight.size === 0) this.#ended();
  }

  #nextIndexes(limit: number): number[] {
    return this.deps.store.entries
      .waiting(this.#require().id, limit + this.#inFlight.size)
      .filter((index) => !this.#inFlight.has(index))
      .slice(0, limit);
  }

  #nextItems(limit: number): EntryRow[] {
    const { id } = this.#require();
    return this.#nextIndexes(limit)
      .map((index) => this.deps.store.entries.get(id, index))
      .filter((entry) => entry !== undefined);
  }

  async #grant(): Promise<void> {
    const { store, promised, settings } = this.deps;
    const { id } = this.#require();
    try {
      const space = await diskSpace(store.paths.root, settings.reserve);
      // Not listed: a child crashed meanwhile, and the new one has yet to see what there is.
      if (this.#over || this.#stopping !== null || !this.#listed) {
        this.#releaseLane();
        return;
      }
      const waiting = this.#nextItems(GRANT_FILES).map((entry) => ({
        entry,
        bytes: entry.bytes,
        item: this.#toItem(entry),
      }));
      const { items, bytes, full } = chooseGrant(waiting, space, promised.bytes, ({ bytes: size, item }) =>
        item.known.length > 0 ? 0 : size,
      );
      if (items.length === 0) {
        this.#releaseLane();
        if (full) this.#noSpace(space.freeBytes, space.reserveBytes);
        else this.#next();
        return;
      }
      if (!full) store.clearAlarm('disk.reserve_reached', store.paths.root);
      this.#turn = 'granted';
      this.#grantedBytes = bytes;
      promised.bytes += bytes;
      store.visits.setPhase(id, 'copying');
      for (const { entry } of items) this.#inFlight.set(entry.index, entry);
      this.#heard();
      this.#child?.send({ type: 'pull', items: items.map(({ item }) => item) });
    } catch (error) {
      this.#releaseLane();
      this.#fail(toFailure(error));
    }
  }

  #toItem(entry: EntryRow): PullItem {
    const { store } = this.deps;
    const key = sourceKey(this.#require().medium.id, entry);
    const known = store.clips.knownFor(key);
    return {
      index: entry.index,
      sourceKey: key,
      known: known.map((k) => ({ sha256: k.sha256, path: `${store.paths.root}/${k.storedPath}` })),
    };
  }

  #noSpace(freeBytes: number, reserveBytes: number): void {
    const { store, emit } = this.deps;
    const { id } = this.#require();
    const reason = `the station's disk has no room: ${String(freeBytes)} bytes free, ${String(reserveBytes)} reserved`;
    store.raiseAlarm('disk.reserve_reached', store.paths.root, { freeBytes, reserveBytes, visitId: id });
    emit({ type: 'waiting', visit: id, reason });
    if (this.plan.whenFull === 'stop') {
      for (const e of this.#nextItems(Number.MAX_SAFE_INTEGER - this.#inFlight.size)) {
        this.#records.failed(id, e, {
          code: 'bwc.ingest.reserve_reached',
          message: reason,
          details: { freeBytes, reserveBytes },
          retryable: true,
        });
      }
      this.#next();
      return;
    }
    store.visits.setPhase(id, 'waiting', reason);
    clearTimeout(this.#watchdog);
    this.#spaceTimer = setTimeout(() => {
      this.#next();
    }, SPACE_RECHECK_MS);
  }

  #publish(index: number, staged: Staged): void {
    const entry = this.#inFlight.get(index);
    if (entry === undefined) return;
    const visit = this.#require();
    const note = this.plan.notes.get(sourcePathKey(entry.path)) ?? this.plan.notes.get('') ?? null;
    const work = this.deps.publisher
      .publish({
        staged,
        extension: extensionOf({ text: baseNameOf(entry.path) }),
        record: (published) => {
          this.#records.stored(visit, entry, staged, published, note);
        },
      })
      .then(
        () => {
          this.#itemDone(entry, staged.sha256, false);
        },
        (error: unknown) => {
          this.#itemFailed(index, toFailure(error));
        },
      )
      .finally(() => {
        this.#publishing.delete(work);
        if (this.#publishing.size === 0) this.#next();
      })
      .catch((error: unknown) => {
        this.#cannotRecord(error);
      });
    this.#publishing.add(work);
  }

  #known(index: number, sha256: string): void {
    const entry = this.#inFlight.get(index);
    if (entry === undefined) return;
    const visit = this.#require();
    this.#records.known(visit, entry, sha256, this.#storedBefore.has(sourceKey(visit.medium.id, entry)));
    this.#itemDone(entry, sha256, true);
  }

  #itemDone(entry: EntryRow, sha256: string, known: boolean): void {
    const { id } = this.#require();
    this.#inFlight.delete(entry.index);
    this.#progress.done(entry.index, entry.bytes);
    this.deps.emit({ type: 'stored', visit: id, path: entry.path.text, bytes: entry.bytes, sha256, known });
    this.#emitProgress(null);
  }

  #itemFailed(index: number, failure: Failure): void {
    const entry = this.#inFlight.get(index);
    if (entry === undefined) return;
    const { id } = this.#require();
    this.#inFlight.delete(index);
    this.#progress.setBack(index);
    const tries = (this.#tries.get(index) ?? 0) + 1;
    this.#tries.set(index, tries);
    this.deps.log.warn({ visit: id, path: entry.path.text, code: failure.code, tries }, failure.message);
    if (
      failure.code === 'bwc.ingest.disk_full' ||
      failure.code === 'bwc.ingest.write_error' ||
      failure.code === 'bwc.ingest.fsync_failed'
    ) {
      this.deps.store.raiseAlarm('disk.write_failed', this.deps.store.paths.root, {
        code: failure.code,
        message: failure.message,
      });
    }
    if (!failure.retryable || tries >= MAX_TRIES) {
      this.#records.failed(id, entry, failure);
      this.#progress.done(index, entry.bytes);
      this.deps.emit({
        type: 'failed',
        visit: id,
        path: entry.path.text,
        code: failure.code,
        message: failure.message,
      });
    }
    this.#next();
  }

  /** A few times a second: thousands of small files would otherwise be as many events, for everybody who listens. */
  #emitProgress(path: string | null): void {
    const now = monotonicMs();
    if (now - this.#progressAt < PROGRESS_EVERY_MS) return;
    this.#progressAt = now;
    this.deps.emit({ type: 'progress', visit: this.#require().id, ...this.#progress.bytes, path });
  }

  #releaseLane(): void {
    this.deps.promised.bytes -= this.#grantedBytes;
    const granted = this.#grantedBytes;
    this.#grantedBytes = 0;
    this.#turn = 'none';
    if (this.#subject !== null) this.deps.lanes.release(this.#subject.id, granted);
  }

  #refused(code: string, reason: string): void {
    this.#finish({ how: 'refused', code, reason });
  }

  /** The child left. As told, or by crashing: then the visit goes on with a new one, a few times. */
  #childGone(clean: boolean, how: string): void {
    this.#child = null;
    clearTimeout(this.#watchdog);
    if (this.#over) return;
    if (this.#stopping !== null) {
      this.#ended();
      return;
    }
    if (clean && this.visitId === null) return;
    this.#crashes += 1;
    this.deps.log.error({ slot: this.slot, visit: this.visitId, how }, 'the process of a visit ended unexpectedly');
    this.#releaseLane();
    this.#afterPublishing(() => {
      this.deps.store.raiseAlarm('visit.crashed', this.slot, { how, visitId: this.visitId, crashes: this.#crashes });
      this.#inFlight.clear();
      this.#listed = false;
      this.#secondLook = 'due';
      if (this.#crashes < MAX_CRASHES) this.#startChild();
      else {
        const message = `the process that read the camera ended ${String(this.#crashes)} times: ${how}`;
        this.#fail({ code: 'bwc.ingest.visit_crashed', message, details: {}, retryable: false });
      }
    });
  }

  #interrupt(reason: string): void {
    if (this.#over) return;
    this.#afterPublishing(() => {
      if (this.#over) return;
      const id = this.visitId;
      if (id !== null) {
        this.#records.interrupted(id, reason);
        this.deps.emit({ type: 'interrupted', visit: id, reason });
      }
      this.#finish({ how: 'interrupted', visitId: id });
    });
  }

  #fail(failure: Failure): void {
    if (this.#over) return;
    this.#afterPublishing(() => {
      if (this.#over) return;
      const { slot, visitId: id } = this;
      if (failure.code === 'bwc.device.other_camera') this.#records.otherCamera(id, slot, failure);
      if (id === null) this.#finish({ how: 'refused', code: failure.code, reason: failure.message });
      else this.#close(id, 'failed', failure.message, failure);
    });
  }

  /** Everything asked for is done, or the visit was told to stop. */
  #ended(): void {
    if (this.#over) return;
    this.#afterPublishing(() => {
      if (this.#over) return;
      const id = this.visitId;
      if (this.#stopping === 'park') {
        const reason = 'the station was stopped';
        if (id !== null) {
          this.#records.interrupted(id, reason);
          this.deps.emit({ type: 'interrupted', visit: id, reason });
        }
        this.#finish({ how: 'interrupted', visitId: id });
      } else if (id === null) {
        this.#finish({ how: 'interrupted', visitId: null });
      } else if (this.#stopping === 'cancel') {
        this.#close(id, 'cancelled', 'cancelled by the operator');
      } else {
        this.#lookAgain(id);
      }
    });
  }

  /** A card may have shown only while the first was copied. */
  #lookAgain(id: string): void {
    if (this.#secondLook === 'asked') return;
    if (this.#secondLook === 'due' && this.#child !== null) {
      this.#secondLook = 'asked';
      this.#heard();
      this.#child.send({ type: 'lookAgain' });
      return;
    }
    this.#setClockAndClose(id).catch((error: unknown) => {
      this.#cannotRecord(error);
    });
  }

  #lookedAgain({ count, digest, problem }: Extract<Report, { type: 'lookedAgain' }>): void {
    const { id } = this.#require();
    this.#secondLook = 'done';
    if (problem !== null) this.deps.log.warn({ visit: id, slot: this.slot }, `no second look: ${problem}`);
    if (count > 0) {
      const tally = this.#records.listedAgain(id, digest);
      const totalBytes = this.deps.store.entries.waitingBytes(id);
      this.#progress.begin(totalBytes);
      this.deps.emit({ type: 'listed', visit: id, tally, totalBytes });
    }
    this.#next();
  }

  /** Last of all, and only once everything is stored: the camera is changed by it. */
  async #setClockAndClose(id: string): Promise<void> {
    const { settings, store } = this.deps;
    const reading = store.visits.clockOf(id);
    const may = settings.setClock && this.#canSetClock && this.#clock === 'untouched';
    if (!may || reading === null || !isSafeToRemove(store.entries.tally(id))) {
      this.#closeByTally();
      return;
    }
    this.#clock = 'done';
    const decision = decideClock(reading, await readStationClock());
    if (this.#over) return;
    if (decision.set && this.#child !== null) {
      this.#clock = 'asked';
      this.#heard();
      this.#child.send({ type: 'setClock' });
      return;
    }
    if (!decision.set && decision.worthy) this.#records.clockSet(id, reading, null, decision.reason);
    this.#closeByTally();
  }

  #closeByTally(): void {
    const { id } = this.#require();
    const tally = this.deps.store.entries.tally(id);
    this.#close(id, tally.failed === 0 && tally.waiting === 0 ? 'complete' : 'partial', null);
  }

  #afterPublishing(act: () => void): void {
    this.#settled()
      .then(act)
      .catch((error: unknown) => {
        this.#cannotRecord(error);
      });
  }

  /** The database takes nothing any more: the visit ends here, and the next start puts on record that it was cut off. */
  #cannotRecord(error: unknown): void {
    const id = this.visitId;
    const reason = `the station cannot record what happens: ${messageOf(error)}`;
    this.deps.log.error({ err: error, slot: this.slot, visit: id }, 'a visit could not be recorded');
    if (this.#over) return;
    if (id === null) {
      this.#refused('bwc.data.not_writable', reason);
      return;
    }
    this.deps.emit({ type: 'interrupted', visit: id, reason });
    this.#finish({ how: 'interrupted', visitId: id });
  }

  async #settled(): Promise<void> {
    while (this.#publishing.size > 0) await Promise.allSettled([...this.#publishing]);
  }

  #close(id: string, outcome: VisitOutcome, reason: string | null, failure: Failure | null = null): void {
    const tally = this.#records.close(id, outcome, reason);
    this.deps.log.info({ visit: id, outcome, ...tally }, 'visit closed');
    this.deps.emit({
      type: 'closed',
      visit: id,
      outcome,
      reason,
      tally,
      safeToRemove: this.#listed && isSafeToRemove(tally),
    });
    this.#finish({ how: 'closed', visitId: id, outcome, failure, wasOpened: this.#subject !== null });
  }

  #finish(end: VisitEnd): void {
    if (this.#over) return;
    this.#over = true;
    clearTimeout(this.#watchdog);
    clearTimeout(this.#spaceTimer);
    this.deps.promised.bytes -= this.#grantedBytes;
    this.#grantedBytes = 0;
    if (this.#subject !== null) this.deps.lanes.forget(this.#subject.id);
    if (end.how === 'refused') {
      const { slot, root } = this.plan.candidate;
      this.deps.emit({ type: 'refused', slot, root, code: end.code, reason: end.reason });
    }
    void (this.#child?.leave() ?? Promise.resolve()).then(() => {
      this.#end.resolve(end);
    });
  }

  #require(): VisitSubject {
    if (this.#subject === null) throw new Error('the visit is not open yet');
    return this.#subject;
  }
}
