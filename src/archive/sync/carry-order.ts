/** Carries one order to its end: asks the archive, does what `nextStep` says, and again. Stopped anywhere, it goes on from there. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { hasCode } from '../../domain/errors.js';
import { toInstant } from '../../domain/time.js';
import type { OrderState } from '../../store/repositories/outbox-order.js';
import { ArchiveError } from '../errors.js';
import type { ReadBackDigest, StoredObject, WantedLock } from '../target.js';
import { buildOrder } from './build-order.js';
import type { ArchivePlace, BuiltOrder, SyncContext } from './context.js';
import { finishOrder } from './finish-order.js';
import type { WriteDown } from './group-commit.js';
import { lockOf } from './lock-of.js';
import { nextStep, type NextStep } from './next-step.js';
import { isHere, withContent } from './order-content.js';
import { orderKey } from './order-key.js';
import type { ShowLog } from './record-root.js';
import { renewLocks } from './renew-locks.js';

export interface Carrying {
  readonly signal: AbortSignal;
  /** Told of bytes that went out; the next ones wait for it. */
  readonly sent: (bytes: number, signal: AbortSignal) => Promise<void>;
  /** The same of bytes that were read back. */
  readonly read: (bytes: number) => Promise<void>;
  readonly write: WriteDown;
}

export interface CarryingOrder extends Carrying {
  readonly show: ShowLog;
}

const NO_LOCK: WantedLock = { until: '', legalHold: false };

/** So much is read sooner than it is asked for and then read. */
const LOOKED_AT_WHOLE = 2 ** 20;

/** More steps than any order has: what does not end by then will not. */
const MOST_STEPS = 24;

/** @throws ArchiveError; whatever the archive's own library throws */
export async function carryOrder(
  sync: SyncContext,
  place: ArchivePlace,
  id: number,
  carrying: CarryingOrder,
): Promise<void> {
  const first = sync.store.outbox.get(id);
  const built = first === undefined ? null : await buildOrder(sync, place, first, carrying);
  if (built === null) return;
  const journey = new Journey(sync, place, built, carrying);
  for (let i = 0; i < MOST_STEPS; i += 1) {
    carrying.signal.throwIfAborted();
    if (!(await journey.goOn())) return;
    // Directories answer at once: the station's other work gets its turn.
    await nextTurn();
  }
  throw new ArchiveError('bwc.archive.unreachable', `${journey.key} does not stay as it was put`, { key: journey.key });
}

class Journey {
  readonly key;
  /** What the archive said last; undefined where something was done there since. */
  #seen: StoredObject | null | undefined;
  #read: ReadBackDigest | null = null;
  /** Put read it back itself, before it could be called by its name. */
  #wasReadAtPut = false;
  #hasPut = false;
  #hasRenewed = false;
  #keepsNoRetention = false;
  #keepsNoHolds = false;

  constructor(
    private readonly sync: SyncContext,
    private readonly place: ArchivePlace,
    private readonly built: BuiltOrder,
    private readonly carrying: Carrying,
  ) {
    this.key = orderKey(sync.store.marker.stationId, built);
  }

  /** @returns whether more is to be done */
  async goOn(): Promise<boolean> {
    const { store, settings, clock } = this.sync;
    const order = store.outbox.get(this.built.id);
    if (order === undefined) return false;
    const version = order.objectVersion;
    const seen = await this.#look(order.state, version);
    // Nothing is asked of the archive before the order is begun.
    const lock =
      order.state === 'queued' ? NO_LOCK : lockOf(store, this.built.clipId, settings, toInstant(clock.now()));
    // What lies beside a clip may be another clip's as well: nothing here lifts a hold from it.
    const legalHold = lock.legalHold || (order.kind !== 'original' && seen?.legalHold === true);
    const next = (state: OrderState): NextStep =>
      nextStep(
        state,
        { sha256: this.built.sha256, bytes: this.built.bytes, until: lock.until, legalHold },
        { seen, read: this.#read, keepsNoRetention: this.#keepsNoRetention, keepsNoHolds: this.#keepsNoHolds },
      );
    const step = next(order.state);
    if (step.do === 'finish' || step.do === 'confirm') return this.#writeDown(step, seen, next);
    await this.#take(step, version, { ...lock, legalHold });
    return step.do !== 'nothing';
  }

  /** All that the archive has confirmed, in one transaction; a crash before it repeats what is asked and nothing else. */
  async #writeDown(
    first: NextStep,
    seen: StoredObject | null,
    next: (state: OrderState) => NextStep,
  ): Promise<boolean> {
    const { store } = this.sync;
    const isThere = first.do === 'confirm' && first.state !== 'uploading';
    if (this.built.kind === 'record' && isThere && !this.#hasRenewed) {
      await renewLocks(this.sync, this.place, this.built);
      this.#hasRenewed = true;
    }
    return this.carrying.write(() => {
      let step = first;
      while (step.do === 'confirm') {
        this.#confirm(step.state, seen);
        step = next(store.outbox.get(this.built.id)?.state ?? 'done');
      }
      if (step.do === 'finish') finishOrder(this.sync, this.place, this.built.id, seen);
      return step.do !== 'finish' && step.do !== 'nothing';
    });
  }

  /** Put looks for itself what is there before; what would have to be fetched from elsewhere for it is asked for first. */
  async #look(state: OrderState, version: string | null): Promise<StoredObject | null> {
    if (state === 'queued') return null;
    if (state === 'uploading' && this.#seen === undefined && !this.#hasPut && isHere(this.sync.store, this.built))
      return null;
    if (this.#seen === undefined) this.#seen = await this.place.target.head(this.key, version ?? undefined);
    return this.#seen;
  }

  async #take(step: NextStep, version: string | null, lock: WantedLock): Promise<void> {
    const { target } = this.place;
    if (step.do === 'put' || step.do === 'retain' || step.do === 'hold') this.#forget();
    if (step.do === 'put') await this.#put(lock);
    else if (step.do === 'retain')
      this.#keepsNoRetention = (await target.retain(this.key, version, lock.until)) === null;
    else if (step.do === 'hold') this.#keepsNoHolds = !(await target.hold(this.key, version, lock.legalHold));
    else if (step.do === 'readBack') await this.#readBack(version);
    else if (step.do === 'conflict')
      throw new ArchiveError('bwc.archive.conflict', `${this.key} holds ${step.found}, not ${this.built.sha256}`, {
        key: this.key,
        expected: this.built.sha256,
        found: step.found,
      });
  }

  /** Something was done there: it is looked at again, and what came over the network is read again once it is locked. */
  #forget(): void {
    this.#seen = undefined;
    if (!this.#wasReadAtPut) this.#read = null;
  }

  async #put(lock: WantedLock): Promise<void> {
    const { store } = this.sync;
    const { id, clipId, kind } = this.built;
    const resume = store.outbox.get(id)?.resume ?? null;
    // How much of it was there from before is not known until it goes on.
    let before: number | null = resume === null ? 0 : null;
    const result = await withContent(this.sync, this.built, (content) =>
      this.place.target.put(this.key, content, {
        metadata: { station: store.marker.stationId, clip: clipId, kind },
        lock: { until: lock.until, legalHold: lock.legalHold },
        signal: this.carrying.signal,
        resume,
        keepNote: (note) => {
          store.outbox.keepNote(id, note);
        },
        onProgress: async (bytes) => {
          const more = bytes - (before ?? bytes);
          before = bytes;
          this.#mustStillGo();
          await this.carrying.sent(Math.max(0, more), this.carrying.signal);
        },
      }),
    );
    this.#hasPut = true;
    const { readBack } = result;
    // All of it was read back before it got its name: nothing can have happened to it that reading it again would show.
    this.#wasReadAtPut = readBack !== 'none';
    if (readBack !== 'none') this.#read = { sha256: this.built.sha256, bytes: this.built.bytes, method: readBack };
    else if (result.outcome === 'stored' && this.built.bytes <= LOOKED_AT_WHOLE)
      await this.#lookAtWhole(result.version);
    if (store.outbox.get(id)?.state !== 'uploading') store.outbox.moved(id, result.version);
  }

  /** It was locked with its bytes: reading them back says in the same answer whether that holds. */
  async #lookAtWhole(version: string | null): Promise<void> {
    try {
      await this.#readBack(version);
    } catch (error) {
      // Gone again: that is seen when it is asked for, and it is put once more.
      if (!hasCode(error, 'bwc.archive.missing')) throw error;
    }
  }

  async #readBack(version: string | null): Promise<void> {
    let before = 0;
    this.#read = await this.place.target.readBackAndHash(this.key, version, this.carrying.signal, async (bytes) => {
      const more = bytes - before;
      before = bytes;
      await this.carrying.read(more);
    });
    this.#seen = this.#read.seen ?? this.#seen;
  }

  /** Somebody may have found out in the meantime that it must not leave. */
  #mustStillGo(): void {
    const { clipId } = this.built;
    if (this.sync.store.gateBars.of([clipId]).get(clipId)?.length === 0) return;
    throw new ArchiveError('bwc.archive.cancelled', `clip ${clipId} is not to go to the archive any more`, {
      key: this.key,
    });
  }

  #confirm(state: 'uploading' | 'uploaded' | 'locked' | 'verified', seen: StoredObject | null): void {
    const { outbox } = this.sync.store;
    const { id } = this.built;
    if (state === 'uploading') outbox.begin(id);
    else if (state === 'uploaded') outbox.stored(id, seen?.version ?? null);
    else if (state === 'locked')
      outbox.locked(id, seen?.retention?.until ?? null, seen?.retention?.enforcement ?? null);
    else outbox.verified(id, this.#read?.method ?? 'none');
  }
}
