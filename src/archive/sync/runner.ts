/**
 * Works through the orders of one archive, several at a time, as long as it may: a page of orders is all it ever holds.
 * What fails is tried again later, what the archive would refuse for ever is put aside and told.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { isBwcError, messageOf } from '../../domain/errors.js';
import type { BagOrder } from '../../store/repositories/archive-bags.js';
import { addMs, toInstant, type EpochMs, type Instant } from '../../domain/time.js';
import { failureOf, type Failure } from '../errors.js';
import { backoffMs } from './backoff.js';
import { fullBucket, take, type Bucket } from './bandwidth.js';
import { bagSubject, carryBag } from './carry-bag.js';
import { carryOrder } from './carry-order.js';
import { afterFailure, CLOSED, mayTry, type Circuit } from './circuit.js';
import type { ArchivePlace, SyncContext } from './context.js';
import { introduce } from './introduce.js';
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
/** A bag that an archive refuses is offered again so much later; no person has to ask for it. */
const REFUSED_BAG_MS = 24 * 3_600_000;
/** So many failures of the whole archive in a row are told. */
const TOLD_AFTER = 3;

export class Runner {
  #circuit: Circuit = CLOSED;
  #bucket: Bucket | null = null;
  #probedAt: EpochMs | null = null;
  #since: Instant | null = null;
  #sent = 0;
  readonly #underWay = new Map<number, Promise<void>>();

  constructor(
    private readonly sync: SyncContext,
    private readonly place: ArchivePlace,
    private readonly hooks: RunnerHooks,
  ) {}

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

  /** Somebody asked for it: what failed before is tried at once. */
  hurry(): void {
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
    return this.#next(1).length > 0 || this.#nextBag() !== undefined;
  }

  /**
   * Ends when nothing is left that could be done now, or nothing may be done any more; what is under way then is finished,
   * unless the signal stops it.
   */
  async run(mayGoOn: () => boolean, signal: AbortSignal): Promise<void> {
    this.#since = this.#now();
    this.#sent = 0;
    try {
      if (!(await this.#open(signal))) return;
      const { failures } = this.#circuit;
      await this.#work(mayGoOn, signal);
      if (this.#circuit.failures === failures) this.#worked();
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
      if (this.#underWay.size === 0) {
        if (room <= 0 || !(await this.#carryNextBag(signal))) return;
        continue;
      }
      await Promise.race(this.#underWay.values());
    }
  }

  #next(limit: number) {
    const { outbox } = this.sync.store;
    return outbox.next(this.place.name, this.#now(), [...this.#underWay.keys()], limit);
  }

  #nextBag() {
    return this.sync.store.bags.next(this.place.name, this.#now());
  }

  /** Once the clips that could go are there. @returns whether there was one */
  async #carryNextBag(signal: AbortSignal): Promise<boolean> {
    const bag = this.#nextBag();
    if (bag === undefined) return false;
    try {
      await carryBag(this.sync, this.place, bag.id, { signal, sent: this.#sending });
      this.#worked();
    } catch (error) {
      if (!signal.aborted) this.#bagFailed(bag, error);
    }
    return true;
  }

  async #carry(id: number, signal: AbortSignal): Promise<void> {
    try {
      await carryOrder(this.sync, this.place, id, { signal, sent: this.#sending });
      this.#worked();
    } catch (error) {
      if (!signal.aborted) this.#failed(id, error);
    } finally {
      this.#underWay.delete(id);
    }
  }

  readonly #sending = async (bytes: number, signal: AbortSignal): Promise<void> => {
    this.#sent += bytes;
    await this.hooks.whenFree(signal);
    const most = this.sync.settings.bytesPerSecond;
    if (most === null) return;
    const now = this.sync.clock.now();
    const { bucket, waitMs } = take(this.#bucket ?? fullBucket(most, now), most, bytes, now);
    this.#bucket = bucket;
    if (waitMs > 0) await sleep(waitMs, undefined, { signal });
  };

  #worked(): void {
    this.#circuit = CLOSED;
    // Perhaps of a process before this one.
    if (this.sync.store.alarms.isOpen('archive.unreachable', this.place.name)) this.#takeBack();
  }

  #takeBack(): void {
    this.sync.store.clearAlarm('archive.unreachable', this.place.name);
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

  #bagFailed({ id, visitId, attempts }: BagOrder, error: unknown): void {
    const failure = failureOf(error);
    const [code, reason] = [codeOf(error), messageOf(error)];
    const { store } = this.sync;
    this.hooks.log.warn({ err: error, bag: id, target: this.place.name, ...failure }, 'a bag failed');
    if (failure.scope === 'target') {
      store.bags.failed(id, null, code, reason);
      this.#opened({ code, retryAfterMs: failure.retryAfterMs }, reason);
      return;
    }
    const never = failure.kind === 'never';
    store.bags.failed(id, never ? addMs(this.#now(), REFUSED_BAG_MS) : this.#later(attempts, failure), code, reason);
    if (never)
      store.raiseAlarm('archive.refused', bagSubject(this.place.name, id), { visit: visitId, bag: id, code, reason });
  }

  #laterFor(id: number, failure: Failure): Instant {
    return this.#later(this.sync.store.outbox.get(id)?.attempts ?? 0, failure);
  }

  #later(attempts: number, { retryAfterMs }: Failure): Instant {
    const failures = attempts + 1;
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
    if (this.#circuit.failures < TOLD_AFTER && failure.code !== 'bwc.archive.full') return;
    const { store } = this.sync;
    const told = store.alarms.open().find((a) => a.kind === 'archive.unreachable' && a.subject === this.place.name);
    // An emptied bucket is not what people were told of an archive whose key could not be read.
    if (told !== undefined && told.details['code'] !== failure.code) this.#takeBack();
    store.raiseAlarm('archive.unreachable', this.place.name, { code: failure.code, reason });
  }

  #now(): Instant {
    return toInstant(this.sync.clock.now());
  }
}

const codeOf = (error: unknown): string => (isBwcError(error) ? error.code : 'bwc.internal');
