/** What is put on record in this station: acts of people, and what follows from what ingest finds out. */
import { setTimeout as pause } from 'node:timers/promises';
import { seenOtherwise } from '../archive/rolling-audit/seen-otherwise.js';
import { monotonicMs, toInstant, type Clock } from '../domain/time.js';
import type { RulesInForce } from '../policy/rules-in-force.js';
import type { ActContext } from '../records/act.js';
import { clipsChanged } from '../records/after-change.js';
import { queueNextBefore } from '../records/archive/queue.js';
import { checkAtDock } from '../records/cameras/check.js';
import { runAct, type ActInput, type ActName, type ActOutput } from '../records/index.js';
import { judgeNextStale } from '../records/retention/refresh.js';
import { writeNextSearch } from '../records/search/keep.js';
import { SearchTidying } from '../records/search/tidy.js';
import { recordFindings, recordVerification } from '../records/verification/record.js';
import type { Finding } from '../store/verify/finding.js';
import type { ClipFinding } from '../store/verify/clip-findings.js';
import type { VerifySummary } from '../store/verify/verify-station.js';
import type { Sight } from '../store/repositories/clip-sight.js';
import { finishDisposals } from '../store/disposal/finish.js';
import type { ListAsked } from '../web/api.js';
import { exportList } from './exports/list.js';
import type { StationStore } from '../store/station-store.js';

/** Clips of the step that every opening of a station takes: for a small one that is all. */
const FIRST_STEP = 500;
/** Clips of each step beside the daemon's work: some hundredths of a second. */
const A_STEP = 20;

export class RecordKeeping {
  #stopped = false;
  #catchingUp: Promise<void> = Promise.resolve();
  /** The clip after which retention is judged anew next; null once all are. */
  #judged: string | null = '';
  readonly #tidying = new SearchTidying();

  constructor(
    private readonly store: StationStore,
    private readonly rules: RulesInForce,
    private readonly clock: Clock,
    private readonly actor: string,
  ) {}

  async act<N extends ActName>(name: N, input: ActInput<N>, by: string): Promise<ActOutput<N>> {
    const output = runAct(this.#acting(by), name, input);
    // Whatever else an act did: what it had disposed of goes now, and if that fails, at the next start.
    await finishDisposals(this.store, this.clock);
    return output;
  }

  exportList(asked: ListAsked, by: string, sight: Sight | null): Promise<AsyncIterable<Uint8Array>> {
    return exportList({ ...this.#acting(by), sight }, asked);
  }

  /** Inside the transaction of what changed them. */
  readonly clipsChanged = (clipIds: readonly string[]): void => {
    clipsChanged(this.#acting(this.actor), clipIds);
  };

  /** Inside the transaction that recorded the readings. */
  readonly cameraRead = (visitId: string): void => {
    checkAtDock(this.#acting(this.actor), visitId);
  };

  found(findings: readonly ClipFinding[], by: string): void {
    recordFindings(this.#acting(by), findings);
  }

  /** An archive has something else than the original of a clip, or nothing: told at once, by an alarm and on record. */
  foundAtArchive(clip: string, finding: Finding, target: string, by: string): void {
    if (seenOtherwise({ store: this.store, clock: this.clock }, target, clip, finding)) return;
    // An archive that is no longer known: bwc verify --archive looks at it again.
    this.found([{ ...finding, clips: [clip] }], by);
    const { kind, detail } = finding;
    this.store.raiseAlarm('archive.altered', clip, { kind, detail });
  }

  verified(summary: VerifySummary, by: string): void {
    recordVerification(this.#acting(by), summary);
  }

  /**
   * Where the rules are others than before, or clips are not found yet: a step of what is to be done first.
   * @returns whether more is left
   */
  catchUpALittle(atMost = FIRST_STEP): boolean {
    const acting = this.#acting(this.actor);
    if (runAct(acting, 'deadlines.recompute', { atMost }).more) return true;
    if (this.store.transaction(() => writeNextSearch(this.store, atMost))) return true;
    if (this.#judged !== null) this.#judged = judgeNextStale(acting, this.#judged, atMost);
    return this.#judged !== null || queueNextBefore(acting, atMost);
  }

  /**
   * All of it, and the index put in order. Cameras and people are served between two steps, and have half of the time: nobody waits for this.
   * What a stop leaves undone goes on at the next start.
   */
  catchUp(onError: (error: unknown) => void): void {
    const work = async (): Promise<void> => {
      for (let more = true; more && !this.#stopped;) {
        const began = monotonicMs();
        more = this.catchUpALittle(A_STEP) || this.#tidying.step(this.store);
        await pause(monotonicMs() - began);
      }
    };
    this.#catchingUp = this.#catchingUp.then(work).catch(onError);
  }

  /** Ends after the step under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#catchingUp;
  }

  #acting(by: string): ActContext {
    return { store: this.store, rules: this.rules, by, now: () => toInstant(this.clock.now()) };
  }
}
