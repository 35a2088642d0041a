/** Works through the orders of one archive, several at a time, as long as it may: a page of orders is all it ever holds. */
import { setMaxListeners } from 'node:events';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from 'pino';
import { toInstant, type EpochMs, type Instant } from '../../domain/time.js';
import { Auditor } from '../rolling-audit/auditor.js';
import { carryOrder, type Carrying } from './carry-order.js';
import { carryBag } from './carry-bag.js';
import type { ArchivePlace, SyncContext } from './context.js';
import { GroupCommit } from './group-commit.js';
import { introduce } from './introduce.js';
import { LANES, roomFor, weightOf } from './lanes.js';
import { mustBeTheLast } from './must-be-the-last.js';
import { Pace } from './pace.js';
import { PROBED_EVERY_MS, probePlace } from './probe-place.js';
import { Setbacks } from './setbacks.js';
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

export class Runner {
  #probedAt: EpochMs | null = null;
  #since: Instant | null = null;
  #sent = 0;
  #carried = 0;
  #audited = 0;
  #showing: Promise<void> | null = null;
  #takesMore = true;
  readonly #underWay = new Map<number, { readonly weight: number; readonly end: Promise<void> }>();
  readonly #commits: GroupCommit;
  readonly #pace: Pace;
  readonly #auditor: Auditor;
  readonly #setbacks: Setbacks;

  constructor(
    private readonly sync: SyncContext,
    private readonly place: ArchivePlace,
    private readonly hooks: RunnerHooks,
  ) {
    this.#pace = new Pace(sync.clock, sync.settings.bytesPerSecond, hooks.whenFree);
    this.#commits = new GroupCommit(sync.store);
    this.#auditor = new Auditor(sync, place);
    this.#setbacks = new Setbacks(sync, place.name, hooks);
  }

  view(): RunnerView {
    const { code, openUntil } = this.#setbacks.circuit;
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
    this.#setbacks.hurry();
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
      if (await this.#isFit(signal)) this.#setbacks.worked();
    } catch (error) {
      if (!signal.aborted) this.#setbacks.ofArchive(error);
    }
  }

  /** Whether the archive is worth trying. */
  mayTry(): boolean {
    return this.#setbacks.room(LANES) > 0;
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
    // Whatever is under way listens to it.
    setMaxListeners(0, signal);
    this.#since = this.#now();
    this.#sent = 0;
    this.#carried = 0;
    this.#audited = 0;
    this.#takesMore = true;
    try {
      if (!(await this.#open(signal))) return;
      const { failures } = this.#setbacks.circuit;
      await this.#work(mayGoOn, signal);
      if (this.#setbacks.circuit.failures === failures) this.#setbacks.worked();
      if (this.#setbacks.circuit.failures === 0) await this.#audit(mayGoOn, signal, isNight());
      if (!signal.aborted && this.#setbacks.circuit.failures === 0 && this.#carried + this.#audited > 0)
        await this.#show(signal);
    } catch (error) {
      if (!signal.aborted) this.#setbacks.ofArchive(error);
    } finally {
      await Promise.all(this.#ends());
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

  /** In the middle of a run. Whoever asks for it while it is done waits for that; what led nowhere is not tried for every record. */
  #showMore(signal: AbortSignal): Promise<void> {
    if (this.#showing === null && !this.#takesMore) return Promise.resolve();
    const shown = (): number => this.sync.store.custody.lastShown(this.place.name);
    const before = shown();
    this.#showing ??= this.#show(signal).finally(() => {
      this.#showing = null;
      this.#takesMore = shown() > before;
    });
    return this.#showing;
  }

  async #show(signal: AbortSignal): Promise<void> {
    const upTo = (await this.hooks.cover?.(this.place, this.#carrying(signal))) ?? null;
    await showLog(this.sync, this.place, upTo);
  }

  async #isFit(signal: AbortSignal): Promise<boolean> {
    const { mayArchive } = await probePlace(this.sync, this.place, signal);
    this.#probedAt = mayArchive ? this.sync.clock.now() : null;
    if (!mayArchive) this.#setbacks.unfit();
    return mayArchive;
  }

  async #work(mayGoOn: () => boolean, signal: AbortSignal): Promise<void> {
    while (!signal.aborted && mayGoOn() && !this.probeIsDue()) {
      await this.hooks.whenFree(signal);
      this.sync.store.outbox.growLate(this.#now());
      const room =
        this.#setbacks.room(LANES) - [...this.#underWay.values()].reduce((sum, { weight }) => sum + weight, 0);
      const orders = room > 0 ? roomFor(this.#next(room), room, this.#underWay.size === 0) : [];
      for (const { id, bytes } of orders)
        this.#underWay.set(id, { weight: weightOf(bytes), end: this.#carry(id, signal) });
      if (this.#underWay.size === 0) {
        if (room <= 0 || !(await this.#carryNextBag(signal))) return;
        continue;
      }
      await Promise.race(this.#ends());
      // What was committed together ends together.
      await nextTurn();
    }
  }

  #ends(): Promise<void>[] {
    return [...this.#underWay.values()].map(({ end }) => end);
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
      this.#carried += 1;
      this.#setbacks.worked();
    } catch (error) {
      if (!signal.aborted) this.#setbacks.ofBag(bag, error);
    }
    return true;
  }

  async #carry(id: number, signal: AbortSignal): Promise<void> {
    try {
      await carryOrder(this.sync, this.place, id, {
        ...this.#carrying(signal),
        show: () => this.#showMore(signal),
      });
      this.#carried += 1;
      this.#setbacks.worked();
    } catch (error) {
      if (!signal.aborted) this.#setbacks.ofOrder(id, error);
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
      write: this.#commits.write,
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

  #now(): Instant {
    return toInstant(this.sync.clock.now());
  }
}
