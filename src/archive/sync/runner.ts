/**
 * Works through the orders of one archive, several at a time, as long as it may: a page of orders is all it ever holds.
 * What fails is tried again later, what the archive would refuse for ever is put aside and told.
 */
import type { Logger } from 'pino';
import { isBwcError, messageOf } from '../../domain/errors.js';
import { addMs, toInstant, type EpochMs, type Instant } from '../../domain/time.js';
import { Auditor } from '../audit/auditor.js';
import { failureOf, type Failure } from '../errors.js';
import { backoffMs } from './backoff.js';
import { carryOrder } from './carry-order.js';
import { afterFailure, CLOSED, mayTry, type Circuit } from './circuit.js';
import type { ArchivePlace, SyncContext } from './context.js';
import { introduce } from './introduce.js';
import { Pace } from './pace.js';
import { PROBED_EVERY_MS, probePlace } from './probe-place.js';
import { showLog } from './show-checkpoint.js';

export interface RunnerHooks {
  /** Resolves when nothing more important is going on. */
  readonly whenFree: (signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
  readonly log: Logger;
}

export interface RunnerView {
  readonly busy: boolean;
  /** Bytes that went out since the run began, and for how long it has been going. */
  readonly sentBytes: number;
  readonly since: Instant | null;
  /** Of the failure that concerns the whole archive; null while it works. */
  readonly code: string | null;
  readonly triedAgainAt: Instant | null;
}

/** Small objects wait for the disk of the other side most of the time. */
const LANES = 4;
/** So many failures of the whole archive in a row are told. */
const TOLD_AFTER = 3;

export class Runner {
  #circuit: Circuit = CLOSED;
  #probedAt: EpochMs | null = null;
  #since: Instant | null = null;
  #sent = 0;
  readonly #underWay = new Map<number, Promise<void>>();
  readonly #pace: Pace;
  readonly #auditor: Auditor;

  constructor(
    private readonly sync: SyncContext,
    private readonly place: ArchivePlace,
    private readonly hooks: RunnerHooks,
  ) {
    this.#pace = new Pace(sync.clock, sync.settings.bytesPerSecond, hooks.whenFree);
    this.#auditor = new Auditor(sync, place);
  }

  view(): RunnerView {
    const { code, openUntil } = this.#circuit;
    return {
      busy: this.#since !== null,
      sentBytes: this.#sent,
      since: this.#since,
      code,
      triedAgainAt: code === null ? null : toInstant(openUntil),
    };
  }

  /** Somebody asked for it: what failed before is tried at once, what was found is looked at again. */
  hurry(): void {
    this.#auditor.lookAgain();
    this.#circuit = { ...this.#circuit, openUntil: 0 };
    if (this.#since === null) this.#probedAt = null;
  }

  /** Nothing goes to an archive that this process has not tried within the last day. */
  probeIsDue(): boolean {
    return this.#probedAt === null || this.sync.clock.now() >= this.#probedAt + PROBED_EVERY_MS;
  }

  /** Tries out what the archive holds to, whether anything is to go there or not. */
  async look(signal: AbortSignal): Promise<void> {
    try {
      await this.hooks.whenFree(signal);
      if (await this.#isFit(signal)) this.#worked();
    } catch (error) {
      if (!signal.aborted) this.#failedAsAWhole(error);
    }
  }

  /** Whether the archive is worth trying. */
  mayTry(): boolean {
    return mayTry(this.#circuit, this.sync.clock.now(), LANES) > 0;
  }

  hasWork(): boolean {
    return this.#hasOrders() || this.#auditor.hasWork();
  }

  /**
   * Ends when nothing is left that could be done now, or nothing may be done any more; what is under way then is finished,
   * unless the signal stops it.
   * @param isNight whether what is archived may be read back as well
   */
  async run(mayGoOn: () => boolean, signal: AbortSignal, isNight: () => boolean = mayGoOn): Promise<void> {
    this.#since = this.#now();
    this.#sent = 0;
    try {
      if (!(await this.#open(signal))) return;
      const { failures } = this.#circuit;
      await this.#work(mayGoOn, signal);
      if (this.#circuit.failures === failures) this.#worked();
      if (this.#circuit.failures === 0) await this.#audit(mayGoOn, signal, isNight());
      if (!signal.aborted && this.#circuit.failures === 0) await showLog(this.sync, this.place);
    } catch (error) {
      if (!signal.aborted) this.#failedAsAWhole(error);
    } finally {
      await Promise.all(this.#underWay.values());
      this.#since = null;
    }
  }

  /** The archive is there, it is the right one, and it has seen the log as it stands. */
  async #open(signal: AbortSignal): Promise<boolean> {
    await this.hooks.whenFree(signal);
    if (this.probeIsDue() && !(await this.#isFit(signal))) return false;
    await introduce(this.sync, this.place, signal);
    await showLog(this.sync, this.place);
    return true;
  }

  async #isFit(signal: AbortSignal): Promise<boolean> {
    const { mayArchive } = await probePlace(this.sync, this.place, signal);
    this.#probedAt = mayArchive ? this.sync.clock.now() : null;
    if (!mayArchive) this.#openCircuit({ code: 'bwc.archive.unfit', retryAfterMs: null });
    return mayArchive;
  }

  async #work(mayGoOn: () => boolean, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && mayGoOn() && !this.probeIsDue()) {
      await this.hooks.whenFree(signal);
      this.sync.store.outbox.growLate(this.#now());
      const room = mayTry(this.#circuit, this.sync.clock.now(), LANES) - this.#underWay.size;
      const orders = room > 0 ? this.#next(room) : [];
      for (const { id } of orders) this.#underWay.set(id, this.#carry(id, signal));
      if (this.#underWay.size === 0) return;
      await Promise.race(this.#underWay.values());
    }
  }

  #next(limit: number) {
    const { outbox } = this.sync.store;
    return outbox.next(this.place.name, this.#now(), [...this.#underWay.keys()], limit);
  }

  async #carry(id: number, signal: AbortSignal): Promise<void> {
    try {
      await carryOrder(this.sync, this.place, id, {
        signal,
        sent: this.#sending,
        read: (bytes) => this.#pace.keep(bytes, signal),
      });
      this.#worked();
    } catch (error) {
      if (!signal.aborted) this.#failed(id, error);
    } finally {
      this.#underWay.delete(id);
    }
  }

  readonly #sending = async (bytes: number, signal: AbortSignal): Promise<void> => {
    this.#sent += bytes;
    await this.#pace.keep(bytes, signal);
  };

  /** After everything that is to go has gone; what comes in between goes first. */
  #audit(mayGoOn: () => boolean, signal: AbortSignal, isNight: boolean): Promise<void> {
    return this.#auditor.run({
      mayGoOn: () => mayGoOn() && !this.#hasOrders(),
      isNight,
      signal,
      pace: (bytes) => this.#pace.keep(bytes, signal),
    });
  }

  #hasOrders(): boolean {
    return this.#next(1).length > 0;
  }

  /** An alarm may be one that the station raised before it was started anew. */
  #worked(): void {
    this.#circuit = CLOSED;
    const { store } = this.sync;
    for (const kind of ['archive.unreachable', 'archive.full'] as const)
      if (store.alarms.isOpen(kind, this.place.name)) store.clearAlarm(kind, this.place.name);
  }

  #failed(id: number, error: unknown): void {
    const failure = failureOf(error);
    const code = codeOf(error);
    const reason = messageOf(error);
    const { store } = this.sync;
    this.hooks.log.warn({ err: error, order: id, target: this.place.name, ...failure }, 'an order failed');
    if (failure.kind === 'never') this.#refused(id, code, reason);
    else if (failure.scope === 'target') {
      store.outbox.failed(id, null, code, reason);
      this.#opened({ code, retryAfterMs: failure.retryAfterMs }, reason);
    } else store.outbox.failed(id, this.#laterFor(id, failure), code, reason);
  }

  #laterFor(id: number, { retryAfterMs }: Failure): Instant {
    const failures = (this.sync.store.outbox.get(id)?.attempts ?? 0) + 1;
    return addMs(this.#now(), backoffMs(failures, retryAfterMs, this.hooks.random()));
  }

  #refused(id: number, code: string, reason: string): void {
    const { store } = this.sync;
    store.transaction(() => {
      const order = store.outbox.get(id);
      if (order === undefined) return;
      store.outbox.refuse(id, this.#now(), code, reason);
      const told = { order: id, target: order.target, kind: order.kind, clip: order.clipId, code, reason };
      store.log.append('archive.order_refused', told, { clipId: order.clipId });
      store.raiseAlarm('archive.refused', `${order.target}:${String(id)}`, told);
    });
  }

  #failedAsAWhole(error: unknown): void {
    this.hooks.log.warn({ err: error, target: this.place.name }, 'the archive cannot be used');
    const { retryAfterMs } = failureOf(error);
    this.#opened({ code: codeOf(error), retryAfterMs }, messageOf(error));
  }

  #openCircuit(failure: { readonly code: string; readonly retryAfterMs: number | null }): void {
    this.#circuit = afterFailure(this.#circuit, failure, this.sync.clock.now(), this.hooks.random());
  }

  #opened(failure: { readonly code: string; readonly retryAfterMs: number | null }, reason: string): void {
    this.#openCircuit(failure);
    const isFull = failure.code === 'bwc.archive.full';
    if (this.#circuit.failures < TOLD_AFTER && !isFull) return;
    const kind = isFull ? 'archive.full' : 'archive.unreachable';
    this.sync.store.raiseAlarm(kind, this.place.name, { code: failure.code, reason });
  }

  #now(): Instant {
    return toInstant(this.sync.clock.now());
  }
}

const codeOf = (error: unknown): string => (isBwcError(error) ? error.code : 'bwc.internal');
