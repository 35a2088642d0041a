import { isSafeToRemove } from '../../domain/clip.js';
import { newVisitId } from '../../domain/ids.js';
const SELECT = `
  SELECT v.id, v.slot, v.root, v.driver, v.profile, v.camera_id AS cameraId, c.serial AS camera,
    c.officer_no AS officerNo, c.officer_name AS officerName, v.source_type AS sourceType, v.state, v.phase, v.outcome,
    v.reason, v.opened_at AS openedAt, v.listed_at AS listedAt, v.closed_at AS closedAt, v.identity, v.readiness, v.clock,
    v.station_clock AS stationClock, v.note
  FROM visits v LEFT JOIN cameras c ON c.id = v.camera_id`;
export class Visits {
  entries;
  #insert;
  #get;
  #unfinished;
  #list;
  #identified;
  #checked;
  #listed;
  #phase;
  #state;
  #close;
  #moved;
  #medium;
  #clock;
  constructor(db, entries) {
    this.entries = entries;
    this.#insert = db.prepare(`
      INSERT INTO visits (id, slot, root, driver, profile, source_type, state, phase, opened_at)
      VALUES (@id, @slot, @root, @driver, @profile, @sourceType, 'open', 'identifying', @at)`);
    this.#get = db.prepare(`${SELECT} WHERE v.id = ?`);
    this.#unfinished = db.prepare(`${SELECT} WHERE v.state <> 'closed' ORDER BY v.opened_at`);
    this.#list = db.prepare(`${SELECT}
      WHERE (@state IS NULL OR v.state = @state) AND (@camera IS NULL OR c.serial = @camera)
      ORDER BY v.opened_at DESC, v.id DESC LIMIT @limit OFFSET @offset`);
    this.#identified = db.prepare(
      'UPDATE visits SET camera_id = ?, medium_id = ?, profile = ?, identity = ?, station_clock = ?, note = ? WHERE id = ?',
    );
    this.#checked = db.prepare('UPDATE visits SET readiness = ?, clock = ? WHERE id = ?');
    this.#listed = db.prepare('UPDATE visits SET listed_at = ? WHERE id = ?');
    this.#phase = db.prepare('UPDATE visits SET phase = ?, reason = ? WHERE id = ?');
    this.#state = db.prepare('UPDATE visits SET state = ?, reason = ? WHERE id = ?');
    this.#clock = db.prepare('SELECT clock FROM visits WHERE id = ?');
    this.#medium = db.prepare('SELECT medium_id AS mediumId FROM visits WHERE id = ?');
    this.#moved = db.prepare(
      "UPDATE visits SET state = 'open', phase = 'identifying', slot = ?, root = ?, reason = NULL WHERE id = ?",
    );
    this.#close = db.prepare(
      "UPDATE visits SET state = 'closed', phase = 'done', outcome = ?, reason = ?, closed_at = ? WHERE id = ?",
    );
  }
  open(visit) {
    const id = newVisitId();
    this.#insert.run({ id, ...visit });
    return id;
  }
  identified(id, camera, profile, identity, stationClock, note) {
    this.#identified.run(
      camera.id,
      camera.mediumId,
      profile,
      JSON.stringify(identity),
      JSON.stringify(stationClock),
      note,
      id,
    );
  }
  checked(id, readiness, clock) {
    this.#checked.run(JSON.stringify(readiness), JSON.stringify(clock), id);
  }
  listed(id, at) {
    this.#listed.run(at, id);
  }
  setPhase(id, phase, reason = null) {
    this.#phase.run(phase, reason, id);
  }
  setState(id, state, reason) {
    this.#state.run(state, reason, id);
  }
  /** The medium of an interrupted visit is back, perhaps in another slot. */
  reopened(id, slot, root) {
    this.#moved.run(slot, root, id);
  }
  close(id, outcome, reason, at) {
    this.#close.run(outcome, reason, at, id);
  }
  get(id) {
    const record = this.#get.get(id);
    return record === undefined ? undefined : this.#view(record);
  }
  /** The camera's clock as it was read in a visit. */
  clockOf(id) {
    return parse(this.#clock.get(id)?.clock ?? null);
  }
  /** The medium a visit read from; undefined before it was identified. */
  mediumOf(id) {
    return this.#medium.get(id)?.mediumId ?? undefined;
  }
  unfinished() {
    return this.#unfinished.all().map((r) => this.#view(r));
  }
  list({ state, camera, limit, offset }) {
    return this.#list.all({ state: state ?? null, camera: camera ?? null, limit, offset }).map((r) => this.#view(r));
  }
  #view(record) {
    const tally = this.entries.tally(record.id);
    return {
      ...record,
      identity: parse(record.identity),
      readiness: parse(record.readiness),
      clock: parse(record.clock),
      stationClock: parse(record.stationClock),
      tally,
      safeToRemove: record.listedAt !== null && isSafeToRemove(tally),
    };
  }
}
const parse = (json) => (json === null ? null : JSON.parse(json));
