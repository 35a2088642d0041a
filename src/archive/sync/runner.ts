/**
 * Works through the orders of one archive, several at a time, as long as it may: a page of orders is all it ever holds.
 * What fails is tried again later, what the archive would refuse for ever is put aside and told.
 */
import type { Logger } from 'pino';
import { isBwcError, messageOf } from '../../domain/errors.js';
import type { BagOrder } from '../../store/repositories/archive-bags.js';
import { addMs, toInstant, type EpochMs, type Instant } from '../../domain/time.js';
import { failureOf, type Failure } from '../errors.js';
import { Auditor } from '../rolling-audit/auditor.js';
import { backoffMs } from './backoff.js';
import { carryOrder, type Carrying } from './carry-order.js';
import { bagSubject, carryBag } from './carry-bag.js';
import { afterFailure, CLOSED, mayTry, type Circuit } from './circuit.js';
import type { ArchivePlace, SyncContext } from './context.js';
import { introduce } from './introduce.js';
import { mustBeTheLast } from './must-be-the-last.js';
import { Pace } from './pace.js';
import { PROBED_EVERY_MS, probePlace } from './probe-place.js';
import { showLog } from './show-checkpoint.js';
import { takeReceipts } from './take-receipts.js';

export interface RunnerHooks {
  /** Resolves when nothing more important is going on. */
  readonly whenFree: (signal: AbortSignal) => Promise<void>;
  readonly random: () => number;
  readonly log: Logger;
  /**
   * Called before the log is shown: sees to it that the archive can give back what it is about to witness.
   * @returns how many entries may be shown; null for all of them
   */
  readonly cover?: (place: ArchivePlace, sending: Carrying) => Promise<number | null>;
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
const TOLD_AT_ONCE = ['bwc.archive.full', 'bwc.archive.superseded'];

export class Runner {
  #circuit: Circuit = CLOSED;
  #probedAt: EpochMs | null = null;
  #since: Instant | null = null;
  #sent = 0;
  #carried = 0;
  #audited = 0;
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

  /** Whether anything is to go there, or to be read back there tonight. */
  hasWork(): boolean {
    return this.hasToSend() || this.#auditor.hasWork();
  }

  /** Whether anything is to go there that could go now. */
  hasToSend(): boolean {
    return this.#hasOrders() || this.sync.store.backups.isWaiting(this.place.name);
  }

  /**
   * Ends when nothing is left that could be done now, or nothing may be done any more; what is under way then is finished,
   * unless the signal stops it.
   * @param isNight whether what is archived may be read back as well
   */
  async run(mayGoOn: () => boolean, signal: AbortSignal, isNight: () => boolean = mayGoOn): Promise<void> {
    this.#since = this.#now();
    this.#sent = 0;
    this.#carried = 0;
    this.#audited = 0;
    try {
      if (!(await this.#open(signal))) return;
      const { failures } = this.#circuit;
      await this.#work(mayGoOn, signal);
      if (this.#circuit.failures === failures) this.#worked();
      if (this.#circuit.failures === 0) await this.#audit(mayGoOn, signal, isNight());
      if (!signal.aborted && this.#circuit.failures === 0 && this.#carried + this.#audited > 0)
        await this.#show(signal);
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
    await mustBeTheLast(this.sync, this.place);
    await takeReceipts(this.sync, this.place);
    await this.#show(signal);
    return true;
  }

  async #show(signal: AbortSignal): Promise<void> {
    const upTo = (await this.hooks.cover?.(this.place, this.#carrying(signal))) ?? null;
    await showLog(this.sync, this.place, upTo);
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
      await carryBag(this.sync, this.place, bag.id, this.#carrying(signal));
      this.#worked();
    } catch (error) {
      if (!signal.aborted) this.#bagFailed(bag, error);
    }
    return true;
  }

  async #carry(id: number, signal: AbortSignal): Promise<void> {
    try {
      await carryOrder(this.sync, this.place, id, this.#carrying(signal));
      this.#carried += 1;
      this.#worked();
    } catch (error) {
      if (!signal.aborted) this.#failed(id, error);
    } finally {
      this.#underWay.delete(id);
    }
  }

  #carrying(signal: AbortSignal): Carrying {
    return {
      signal,
      sent: async (bytes, stop) => {
        this.#sent += bytes;
        await this.#pace.keep(bytes, stop);
      },
      read: (bytes) => this.#pace.keep(bytes, signal),
    };
  }

  /** After everything that is to go has gone; what comes in between goes first. */
  async #audit(mayGoOn: () => boolean, signal: AbortSignal, isNight: boolean): Promise<void> {
    this.#audited = await this.#auditor.run({
      mayGoOn: () => mayGoOn() && !this.#hasOrders(),
      isNight,
      signal,
      pace: (bytes) => this.#pace.keep(bytes, signal),
    });
  }

  #hasOrders(): boolean {
    return this.#next(1).length > 0 || this.#nextBag() !== undefined;
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
    if (this.#circuit.failures < TOLD_AFTER && !TOLD_AT_ONCE.includes(failure.code)) return;
    const kind = failure.code === 'bwc.archive.full' ? 'archive.full' : 'archive.unreachable';
    this.sync.store.raiseAlarm(kind, this.place.name, { code: failure.code, reason });
  }

  #now(): Instant {
    return toInstant(this.sync.clock.now());
  }
}

const codeOf = (error: unknown): string => (isBwcError(error) ? error.code : 'bwc.internal');
