/** How a visit begins: whose camera it is, whether an interrupted visit goes on, and what is known from host mode. */
import type { VolumeCandidate } from '../../device/driver.js';
import { joinIdentity, saidInHostMode } from '../../device/vendor-host/join-identity.js';
import { readStationClock } from '../station-clock.js';
import type { ClockSet, Docked, Opened } from './visit-records.js';
import type { VisitState } from './visit-state.js';

export class Opening {
  /** What a camera that was in host mode came back as, if it did. */
  disk: VolumeCandidate | null = null;
  /** What was done to the clock of a camera in host mode whose visit was not yet known. */
  readonly #clockSetBefore: ClockSet[] = [];

  /** @param onGoesOn told of an earlier visit that goes on, and of the medium its files are on */
  constructor(
    private readonly visit: VisitState,
    private readonly onGoesOn: (visitId: string, mediumId: string) => void,
  ) {}

  /** A camera in host mode: its visit begins here, unless it may be one that was cut off after it had become a disk. */
  async docked(docked: Docked, stillRuns: () => boolean): Promise<void> {
    const { visit } = this;
    const { deps, plan } = visit;
    const { slot } = plan.candidate;
    const { driver, profile, identity, notes } = docked;
    deps.log.info({ slot, serial: identity.serial, profile, notes }, 'a camera in host mode');
    if (visit.id !== null) return;
    const stationClock = await readStationClock();
    if (!stillRuns()) return;
    const goesOn = deps.interrupted.ofHost({ slot, driver, serial: identity.serial });
    if (goesOn === undefined) return;
    const id = visit.records.docked(plan, docked, stationClock, goesOn);
    visit.dockedId = id;
    deps.store.visits.setPhase(id, 'waiting', 'the camera is to come back as a disk');
    this.#announce(id, identity.serial, profile, goesOn !== null);
  }

  async opened(opened: Opened, stillRuns: () => boolean): Promise<void> {
    const stationClock = await readStationClock();
    if (!stillRuns()) return;
    const { visit } = this;
    const { candidate, notes } = visit.plan;
    const { interrupted, store, tellApart } = visit.deps;
    const medium = tellApart(candidate.slot, opened.medium);
    // Of this visit only what happens for the first time: a crashed child's camera is opened anew.
    const dockedId = visit.subject === null ? visit.dockedId : null;
    const goesOn = dockedId ?? visit.id ?? interrupted.ofMedium(medium.id, opened.identity.serial);
    const told = goesOn === null ? null : (store.visits.get(goesOn)?.identity ?? null);
    // A disk that was missed when it came back says less than its camera did before.
    const lost = told !== null && saidInHostMode(told) && !saidInHostMode(opened.identity);
    const identity = lost ? joinIdentity(told, opened.identity) : opened.identity;
    const subject = visit.records.open(
      // Its place is where its files are; its slot is the same.
      { ...visit.plan, candidate: this.disk ?? candidate },
      { ...opened, medium, identity },
      stationClock,
      goesOn,
      notes.get('') ?? null,
      dockedId,
    );
    visit.subject = subject;
    visit.canSetClock = opened.manifest.clockSet;
    const { readOnly } = this.disk ?? candidate;
    const cannot = readOnly === true ? 'readOnly' : 'no';
    store.visits.setErasable(subject.id, visit.deps.erasing.allowed ? (opened.manifest.erase ? 'yes' : cannot) : null);
    if (goesOn !== null) this.onGoesOn(goesOn, medium.id);
    store.visits.setPhase(subject.id, 'listing');
    if (candidate.kind === 'vendor-host') store.clearAlarm('camera.other', candidate.slot);
    for (const { before, after, problem } of this.#clockSetBefore.splice(0)) {
      visit.records.clockSet(subject.id, before, after, problem);
    }
    if (dockedId === null) this.#announce(subject.id, subject.camera.serial, opened.profile, goesOn !== null);
  }

  /** Its clock was set, or could not be, while the camera was in host mode. */
  clockSet(report: ClockSet): void {
    const { id, records } = this.visit;
    if (id === null) this.#clockSetBefore.push(report);
    else records.clockSet(id, report.before, report.after, report.problem);
  }

  #announce(visit: string, camera: string | null, profile: string, resumed: boolean): void {
    const { deps, slot } = this.visit;
    deps.emit({ type: 'opened', visit, slot, camera, profile, resumed });
    deps.log.info({ visit, slot, serial: camera, profile }, 'visit opened');
  }
}
