import type { CameraIdentity, ClockReading, Readiness, StationClockState } from '../../domain/camera.js';
import { isSafeToRemove, type VisitTally } from '../../domain/clip.js';
import { newVisitId, type VisitId } from '../../domain/ids.js';
import type { Instant } from '../../domain/time.js';
import type { Erasable } from '../../domain/erase.js';
import type { SourceType, VisitOutcome, VisitPhase, VisitState, VisitView } from '../../domain/visit.js';
import type { Db } from '../database.js';
import type { Erasures } from './erasures.js';
import type { VisitEntries } from './visit-entries.js';

export interface NewVisit {
  readonly slot: string;
  readonly root: string;
  readonly driver: string;
  readonly profile: string;
  readonly sourceType: SourceType;
  readonly at: Instant;
}

export interface Identified {
  readonly camera: { readonly id: string; readonly mediumId: string };
  readonly profile: string;
  /** What its profile says of the times in its containers; null where nothing says so. */
  readonly mediaClock: 'local' | 'utc' | null;
  readonly identity: CameraIdentity;
  readonly stationClock: StationClockState;
  readonly note: string | null;
}

interface VisitRecord {
  id: string;
  slot: string;
  root: string;
  driver: string;
  profile: string;
  cameraId: string | null;
  camera: string | null;
  officerNo: string | null;
  officerName: string | null;
  issuedTo: string | null;
  sourceType: SourceType;
  state: VisitState;
  phase: VisitPhase;
  outcome: VisitOutcome | null;
  reason: string | null;
  openedAt: Instant;
  listedAt: Instant | null;
  closedAt: Instant | null;
  identity: string | null;
  readiness: string | null;
  clock: string | null;
  stationClock: string | null;
  note: string | null;
}

export interface VisitFilter {
  readonly state?: VisitState;
  readonly camera?: string;
  readonly limit: number;
  readonly offset: number;
}

/** A camera in host mode has said who it is before it has a medium, and may never come to one. */
const SERIAL = "ifnull(c.serial, v.identity ->> '$.serial')";

/** Given out and not brought back before it was docked. */
const ISSUED_TO = `(SELECT CASE m.act WHEN 'issue' THEN m.officer END FROM camera_movements m
    WHERE m.camera_id = v.camera_id AND m.act IN ('issue', 'return') AND m.at <= v.opened_at ORDER BY m.at DESC, m.id DESC LIMIT 1)`;

const SELECT = `
  SELECT v.id, v.slot, v.root, v.driver, v.profile, v.camera_id AS cameraId, ${SERIAL} AS camera,
    c.officer_no AS officerNo, c.officer_name AS officerName, ${ISSUED_TO} AS issuedTo, v.source_type AS sourceType, v.state, v.phase, v.outcome,
    v.reason, v.opened_at AS openedAt, v.listed_at AS listedAt, v.closed_at AS closedAt, v.identity, v.readiness, v.clock,
    v.station_clock AS stationClock, v.note
  FROM visits v LEFT JOIN cameras c ON c.id = v.camera_id`;

export class Visits {
  readonly #insert;
  readonly #get;
  readonly #unfinished;
  readonly #list;
  readonly #identified;
  readonly #docked;
  readonly #checked;
  readonly #listed;
  readonly #phase;
  readonly #state;
  readonly #close;
  readonly #moved;
  readonly #medium;
  readonly #clock;
  readonly #canErase;
  readonly #erasable;
  readonly #ofUnits;

  constructor(
    db: Db,
    private readonly entries: VisitEntries,
    private readonly erasures: Erasures,
  ) {
    this.#insert = db.prepare(`
      INSERT INTO visits (id, slot, root, driver, profile, source_type, state, phase, opened_at)
      VALUES (@id, @slot, @root, @driver, @profile, @sourceType, 'open', 'identifying', @at)`);
    this.#get = db.prepare<[string], VisitRecord>(`${SELECT} WHERE v.id = ?`);
    this.#unfinished = db.prepare<[], VisitRecord>(`${SELECT} WHERE v.state <> 'closed' ORDER BY v.opened_at`);
    this.#list = db.prepare<unknown[], VisitRecord>(`${SELECT}
      WHERE (@state IS NULL OR v.state = @state) AND (@camera IS NULL OR ${SERIAL} = @camera)
      ORDER BY v.opened_at DESC, v.id DESC LIMIT @limit OFFSET @offset`);
    this.#identified = db.prepare(
      'UPDATE visits SET camera_id = ?, medium_id = ?, profile = ?, media_clock = ?, identity = ?, station_clock = ?, note = ? WHERE id = ?',
    );
    this.#ofUnits = db
      .prepare<[string], string>(
        `SELECT DISTINCT camera_id FROM visits
         WHERE camera_id IS NOT NULL AND identity ->> '$.unitName' IN (SELECT value FROM json_each(?))`,
      )
      .pluck();
    this.#docked = db.prepare('UPDATE visits SET identity = ?, station_clock = ? WHERE id = ?');
    this.#checked = db.prepare('UPDATE visits SET readiness = ?, clock = ? WHERE id = ?');
    this.#listed = db.prepare('UPDATE visits SET listed_at = ? WHERE id = ?');
    this.#phase = db.prepare('UPDATE visits SET phase = ?, reason = ? WHERE id = ?');
    this.#state = db.prepare('UPDATE visits SET state = ?, reason = ? WHERE id = ?');
    this.#clock = db.prepare<[string], { clock: string | null }>('SELECT clock FROM visits WHERE id = ?');
    this.#canErase = db.prepare('UPDATE visits SET erasable = ? WHERE id = ?');
    this.#erasable = db.prepare<[string], Erasable | null>('SELECT erasable FROM visits WHERE id = ?').pluck();
    this.#medium = db.prepare<[string], { mediumId: string | null }>(
      'SELECT medium_id AS mediumId FROM visits WHERE id = ?',
    );
    this.#moved = db.prepare(
      "UPDATE visits SET state = 'open', phase = 'identifying', slot = ?, root = ?, reason = NULL WHERE id = ?",
    );
    this.#close = db.prepare(
      "UPDATE visits SET state = 'closed', phase = 'done', outcome = ?, reason = ?, closed_at = ? WHERE id = ?",
    );
  }

  open(visit: NewVisit): VisitId {
    const id = newVisitId();
    this.#insert.run({ id, ...visit });
    return id;
  }

  /** Ids of cameras that ever said they were one of these units'. */
  camerasOfUnits(names: readonly string[]): string[] {
    return this.#ofUnits.all(JSON.stringify(names));
  }

  identified(id: string, { camera, profile, mediaClock, identity, stationClock, note }: Identified): void {
    this.#identified.run(
      camera.id,
      camera.mediumId,
      profile,
      mediaClock,
      JSON.stringify(identity),
      JSON.stringify(stationClock),
      note,
      id,
    );
  }

  checked(id: string, readiness: Readiness, clock: ClockReading): void {
    this.#checked.run(JSON.stringify(readiness), JSON.stringify(clock), id);
  }

  listed(id: string, at: Instant): void {
    this.#listed.run(at, id);
  }

  setPhase(id: string, phase: VisitPhase, reason: string | null = null): void {
    this.#phase.run(phase, reason, id);
  }

  setState(id: string, state: VisitState, reason: string | null): void {
    this.#state.run(state, reason, id);
  }

  /** A camera in host mode said who it is: it has no medium yet. */
  docked(id: string, identity: CameraIdentity, stationClock: StationClockState): void {
    this.#docked.run(JSON.stringify(identity), JSON.stringify(stationClock), id);
  }

  /** The camera of an interrupted visit is back, perhaps in another slot; or one in host mode became a disk. */
  reopened(id: string, slot: string, root: string): void {
    this.#moved.run(slot, root, id);
  }

  close(id: string, outcome: VisitOutcome, reason: string | null, at: Instant): void {
    this.#close.run(outcome, reason, at, id);
  }

  get(id: string): VisitView | undefined {
    const record = this.#get.get(id);
    return record === undefined ? undefined : this.#view(record);
  }

  /** The camera's clock as it was read in a visit. */
  clockOf(id: string): ClockReading | null {
    return parse(this.#clock.get(id)?.clock ?? null) as ClockReading | null;
  }

  /** The medium a visit read from; undefined before it was identified. */
  mediumOf(id: string): string | undefined {
    return this.#medium.get(id)?.mediumId ?? undefined;
  }

  /** What was found when its camera was opened; null where it was not opened to be erased from. */
  setErasable(id: string, erasable: Erasable | null): void {
    this.#canErase.run(erasable, id);
  }

  erasableOf(id: string): Erasable | null {
    return this.#erasable.get(id) ?? null;
  }

  unfinished(): VisitView[] {
    return this.#unfinished.all().map((r) => this.#view(r));
  }

  list({ state, camera, limit, offset }: VisitFilter): VisitView[] {
    return this.#list.all({ state: state ?? null, camera: camera ?? null, limit, offset }).map((r) => this.#view(r));
  }

  #view(record: VisitRecord): VisitView {
    const tally: VisitTally = this.entries.tally(record.id);
    return {
      ...record,
      identity: parse(record.identity) as CameraIdentity | null,
      readiness: parse(record.readiness) as Readiness | null,
      clock: parse(record.clock) as ClockReading | null,
      stationClock: parse(record.stationClock) as StationClockState | null,
      tally,
      erased: this.erasures.roundOf(record.id),
      safeToRemove: record.listedAt !== null && isSafeToRemove(tally),
    };
  }
}

const parse = (json: string | null): unknown => (json === null ? null : JSON.parse(json));
