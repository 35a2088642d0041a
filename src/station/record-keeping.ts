/** What is put on record in this station: acts of people, and what follows from what ingest finds out. */
import { setImmediate as breathe } from 'node:timers/promises';
import { seenOtherwise } from '../archive/rolling-audit/seen-otherwise.js';
import { toInstant, type Clock } from '../domain/time.js';
import type { RulesInForce } from '../policy/rules-in-force.js';
import type { ActContext } from '../records/act.js';
import { clipsChanged } from '../records/after-change.js';
import { queueNextBefore } from '../records/archive/queue.js';
import { checkAtDock } from '../records/cameras/check.js';
import { runAct, type ActInput, type ActName, type ActOutput } from '../records/index.js';
import { judgeNextStale } from '../records/retention/refresh.js';
import { writeNextSearch } from '../records/search/keep.js';
import { recordFindings, recordVerification } from '../records/verification/record.js';
import type { Finding } from '../store/verify/finding.js';
import type { ClipFinding } from '../store/verify/clip-findings.js';
import type { VerifySummary } from '../store/verify/verify-station.js';
import type { Sight } from '../store/repositories/clip-sight.js';
import { finishDisposals } from '../store/disposal/finish.js';
import type { ListAsked } from '../web/api.js';
import { exportList } from './exports/list.js';
import type { StationStore } from '../store/station-store.js';

export class RecordKeeping {
  #stopped = false;
  #catchingUp: Promise<void> = Promise.resolve();
  /** The clip after which retention is judged anew next; null once all are. */
  #judged: string | null = '';

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

  /** Where the rules are others than before, or clips are not found yet: a first step, which for a small station is all. @returns whether more is left */
  catchUpALittle(): boolean {
    const acting = this.#acting(this.actor);
    if (runAct(acting, 'deadlines.recompute', {}).more) return true;
    if (this.#judged !== null) this.#judged = judgeNextStale(acting, this.#judged);
    const search = this.store.transaction(() => writeNextSearch(this.store));
    return queueNextBefore(acting) || this.#judged !== null || search;
  }

  /** All of it, a step at a time, so that cameras are served meanwhile. What a stop leaves undone goes on at the next start. */
  catchUp(onError: (error: unknown) => void): void {
    const work = async (): Promise<void> => {
      while (!this.#stopped && this.catchUpALittle()) await breathe();
    };
    this.#catchingUp = work().catch(onError);
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
