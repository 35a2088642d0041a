/** Files taken off cameras: what was begun and what came of it. Appended, never changed. */
import type { EraseBasis, EraseOutcome, EraseTally } from '../../domain/erase.js';
import type { SourcePath } from '../../domain/source-path.js';
import type { Instant } from '../../domain/time.js';
import type { Db } from '../database.js';

export interface NewErasure {
  readonly visitId: string;
  readonly cameraId: string;
  readonly mediumId: string;
  readonly clipId: string;
  readonly part: 'clip' | 'sidecar';
  /** Names this very file: `domain/source-key.ts`. */
  readonly sourceKey: string;
  readonly path: SourcePath;
  readonly bytes: number;
  readonly stamp: string;
  readonly sha256: string;
  readonly basis: EraseBasis;
  readonly authorisedBy: string;
  readonly authorisedOn: string;
  readonly at: Instant;
  /** Number of the custody entry that says the same. */
  readonly entry: number;
}

export interface ErasureOnRecord extends Omit<NewErasure, 'path'> {
  readonly id: number;
  readonly path: string;
  readonly pathRaw: string | null;
  /** What is known of it; null where nothing is: it was begun, and then the station stopped. */
  readonly outcome: EraseOutcome | null;
  readonly code: string | null;
  readonly reason: string | null;
  readonly settledAt: Instant | null;
}

export interface NewOutcome {
  readonly erasure: number;
  readonly visitId: string;
  readonly outcome: EraseOutcome;
  readonly code: string | null;
  readonly reason: string | null;
  readonly at: Instant;
  readonly entry: number;
}

export interface EraseRound {
  readonly cameraId: string;
  readonly serial: string | null;
  readonly at: Instant;
  readonly tally: EraseTally;
}

const LAST = 'SELECT max(id) FROM erasure_outcomes WHERE erasure_id = e.id';
const SELECT = `SELECT e.id, e.visit_id AS visitId, e.camera_id AS cameraId, e.medium_id AS mediumId, e.clip_id AS clipId, e.part,
    e.source_key AS sourceKey, e.path, e.path_raw AS pathRaw, e.bytes, e.stamp, e.sha256, e.basis,
    e.authorised_by AS authorisedBy, e.authorised_on AS authorisedOn, e.at, e.entry,
    o.outcome, o.code, o.reason, o.at AS settledAt
  FROM erasures e LEFT JOIN erasure_outcomes o ON o.id = (${LAST})`;
const OPEN = "(o.outcome IS NULL OR o.outcome = 'unconfirmed')";
const FAILED = "o.outcome IN ('refused', 'unconfirmed', 'still_there')";
const DONE = "o.outcome IN ('erased', 'gone')";
const ASKED = (camera: string): string => `ifnull((SELECT max(after) FROM erase_asks WHERE camera_id = ${camera}), 0)`;

export class Erasures {
  readonly #begin;
  readonly #outcome;
  readonly #openOf;
  readonly #isOpen;
  readonly #failuresOfCamera;
  readonly #failuresOfFile;
  readonly #ofClip;
  readonly #ofCamera;
  readonly #round;
  readonly #roundOf;
  readonly #rounds;
  readonly #last;
  readonly #ask;

  constructor(db: Db) {
    this.#begin = db.prepare(`
      INSERT INTO erasures (visit_id, camera_id, medium_id, clip_id, part, source_key, path, path_raw, bytes, stamp, sha256, basis,
        authorised_by, authorised_on, at, entry)
      VALUES (@visitId, @cameraId, @mediumId, @clipId, @part, @sourceKey, @pathText, @pathRaw, @bytes, @stamp, @sha256, @basis,
        @authorisedBy, @authorisedOn, @at, @entry)`);
    this.#outcome = db.prepare<[NewOutcome]>(`
      INSERT INTO erasure_outcomes (erasure_id, visit_id, outcome, code, reason, at, entry)
      VALUES (@erasure, @visitId, @outcome, @code, @reason, @at, @entry)`);
    this.#openOf = db.prepare<[string, string], ErasureOnRecord>(
      `${SELECT} WHERE e.camera_id = ? AND e.medium_id = ? AND ${OPEN} ORDER BY e.id`,
    );
    this.#isOpen = db
      .prepare<[string], number>(
        `SELECT EXISTS (SELECT 1 FROM erasures e LEFT JOIN erasure_outcomes o ON o.id = (${LAST}) WHERE e.source_key = ? AND ${OPEN})`,
      )
      .pluck();
    this.#failuresOfCamera = db
      .prepare<[{ readonly camera: string }], number>(
        `SELECT count(*) FROM erasures e JOIN erasure_outcomes o ON o.id = (${LAST}) WHERE e.camera_id = @camera AND ${FAILED}
         AND e.id > ${ASKED('@camera')} AND e.id > ifnull((SELECT max(e.id) FROM erasures e JOIN erasure_outcomes o ON o.id = (${LAST})
           WHERE e.camera_id = @camera AND ${DONE}), 0)`,
      )
      .pluck();
    this.#failuresOfFile = db
      .prepare<[string], number>(
        `SELECT count(*) FROM erasures e JOIN erasure_outcomes o ON o.id = (${LAST}) WHERE e.source_key = ? AND ${FAILED}
         AND e.id > ${ASKED('e.camera_id')}`,
      )
      .pluck();
    this.#ofClip = db.prepare<[string], ErasureOnRecord>(`${SELECT} WHERE e.clip_id = ? ORDER BY e.id`);
    this.#ofCamera = db.prepare<[string, number], ErasureOnRecord>(
      `${SELECT} WHERE e.camera_id = ? ORDER BY e.id DESC LIMIT ?`,
    );
    this.#round = db.prepare(
      'INSERT INTO erase_rounds (visit_id, camera_id, tally, at, entry) VALUES (@visitId, @cameraId, @tally, @at, @entry)',
    );
    this.#roundOf = db
      .prepare<[string], string>('SELECT tally FROM erase_rounds WHERE visit_id = ? ORDER BY id DESC LIMIT 1')
      .pluck();
    this.#rounds = db.prepare<[number], { cameraId: string; serial: string | null; at: Instant; tally: string }>(
      `SELECT r.camera_id AS cameraId, c.serial, r.at, r.tally FROM erase_rounds r LEFT JOIN cameras c ON c.id = r.camera_id
       ORDER BY r.id DESC LIMIT ?`,
    );
    this.#last = db.prepare<[string], number | null>('SELECT max(id) FROM erasures WHERE camera_id = ?').pluck();
    this.#ask = db.prepare(
      'INSERT INTO erase_asks (camera_id, after, reason, by, at, entry) VALUES (@cameraId, @after, @reason, @by, @at, @entry)',
    );
  }

  /** @returns its number */
  begin({ path, ...erasure }: NewErasure): number {
    return Number(this.#begin.run({ ...erasure, pathText: path.text, pathRaw: path.raw ?? null }).lastInsertRowid);
  }

  outcome(outcome: NewOutcome): void {
    this.#outcome.run(outcome);
  }

  /** Those whose outcome is not known, of one medium of a camera. */
  openOf(cameraId: string, mediumId: string): ErasureOnRecord[] {
    return this.#openOf.all(cameraId, mediumId);
  }

  isOpen(sourceKey: string): boolean {
    return this.#isOpen.get(sourceKey) === 1;
  }

  /** Since it worked last, or since a person asked again. */
  failuresOfCamera(camera: string): number {
    return this.#failuresOfCamera.get({ camera }) ?? 0;
  }

  /** Since a person asked again. */
  failuresOfFile(sourceKey: string): number {
    return this.#failuresOfFile.get(sourceKey) ?? 0;
  }

  ofClip(clipId: string): ErasureOnRecord[] {
    return this.#ofClip.all(clipId);
  }

  /** The last ones, newest first. */
  ofCamera(cameraId: string, limit: number): ErasureOnRecord[] {
    return this.#ofCamera.all(cameraId, limit);
  }

  addRound(round: {
    readonly visitId: string;
    readonly cameraId: string;
    readonly tally: EraseTally;
    readonly at: Instant;
    readonly entry: number;
  }): void {
    this.#round.run({ ...round, tally: JSON.stringify(round.tally) });
  }

  /** How erasing ended in a visit; null where nothing was to be erased. */
  roundOf(visitId: string): EraseTally | null {
    const tally = this.#roundOf.get(visitId);
    return tally === undefined ? null : (JSON.parse(tally) as EraseTally);
  }

  /** How erasing ended at each camera last, of the last so many dockings, newest first. */
  lastRounds(dockings: number): EraseRound[] {
    const seen = new Map<string, EraseRound>();
    for (const { tally, ...round } of this.#rounds.all(dockings))
      if (!seen.has(round.cameraId)) seen.set(round.cameraId, { ...round, tally: JSON.parse(tally) as EraseTally });
    return [...seen.values()];
  }

  /** The last that was begun of a camera; 0 for none. */
  lastOf(cameraId: string): number {
    return this.#last.get(cameraId) ?? 0;
  }

  ask(ask: {
    readonly cameraId: string;
    readonly after: number;
    readonly reason: string;
    readonly by: string;
    readonly at: Instant;
    readonly entry: number;
  }): void {
    this.#ask.run(ask);
  }
}
