/**
 * What becomes of a failure: what concerns the whole archive leaves it alone for a while, what concerns one order or bag holds
 * up that one only; what the archive would refuse for ever is put aside and told.
 */
import type { Logger } from 'pino';
import { isBwcError, messageOf } from '../../domain/errors.js';
import { addMs, toInstant, type Instant } from '../../domain/time.js';
import type { BagOrder } from '../../store/repositories/archive-bags.js';
import { failureOf, type Failure } from '../errors.js';
import { backoffMs } from './backoff.js';
import { bagSubject } from './carry-bag.js';
import { afterFailure, CLOSED, mayTry, type Circuit } from './circuit.js';
import type { SyncContext } from './context.js';

/** A bag that an archive refuses is offered again so much later; no person has to ask for it. */
const REFUSED_BAG_MS = 24 * 3_600_000;
/** So many failures of the whole archive in a row are told. */
const TOLD_AFTER = 3;
const TOLD_AT_ONCE = ['bwc.archive.full', 'bwc.archive.superseded'];

export class Setbacks {
  #circuit: Circuit = CLOSED;

  constructor(
    private readonly sync: SyncContext,
    /** Of the archive. */
    private readonly name: string,
    private readonly hooks: { readonly random: () => number; readonly log: Logger },
  ) {}

  get circuit(): Circuit {
    return this.#circuit;
  }

  /** How many may be under way at once. @param lanes where nothing failed */
  room(lanes: number): number {
    return mayTry(this.#circuit, this.sync.clock.now(), lanes);
  }

  /** What failed before is tried at once. */
  hurry(): void {
    this.#circuit = { ...this.#circuit, openUntil: 0 };
  }

  /** It was looked at and does not hold to what it has to: told by whoever looked. */
  unfit(): void {
    this.#openCircuit({ code: 'bwc.archive.unfit', retryAfterMs: null });
  }

  /** An alarm may be one that the station raised before it was started anew. */
  worked(): void {
    this.#circuit = CLOSED;
    const { store } = this.sync;
    for (const kind of ['archive.unreachable', 'archive.full'] as const)
      if (store.alarms.isOpen(kind, this.name)) store.clearAlarm(kind, this.name);
  }

  ofOrder(id: number, error: unknown): void {
    const failure = failureOf(error);
    const code = codeOf(error);
    const reason = messageOf(error);
    const { store } = this.sync;
    this.hooks.log.warn({ err: error, order: id, target: this.name, ...failure }, 'an order failed');
    if (failure.kind === 'never') this.#refused(id, code, reason);
    else if (failure.scope === 'target') {
      store.outbox.failed(id, null, code, reason);
      this.#opened({ code, retryAfterMs: failure.retryAfterMs }, reason);
    } else store.outbox.failed(id, this.#laterFor(id, failure), code, reason);
  }

  ofBag({ id, visitId, attempts }: BagOrder, error: unknown): void {
    const failure = failureOf(error);
    const [code, reason] = [codeOf(error), messageOf(error)];
    const { store } = this.sync;
    this.hooks.log.warn({ err: error, bag: id, target: this.name, ...failure }, 'a bag failed');
    if (failure.scope === 'target') {
      store.bags.failed(id, null, code, reason);
      this.#opened({ code, retryAfterMs: failure.retryAfterMs }, reason);
      return;
    }
    const never = failure.kind === 'never';
    store.bags.failed(id, never ? addMs(this.#now(), REFUSED_BAG_MS) : this.#later(attempts, failure), code, reason);
    if (never)
      store.raiseAlarm('archive.refused', bagSubject(this.name, id), { visit: visitId, bag: id, code, reason });
  }

  /** Of a failure that no order had. */
  ofArchive(error: unknown): void {
    this.hooks.log.warn({ err: error, target: this.name }, 'the archive cannot be used');
    const { retryAfterMs } = failureOf(error);
    this.#opened({ code: codeOf(error), retryAfterMs }, messageOf(error));
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

  #openCircuit(failure: { readonly code: string; readonly retryAfterMs: number | null }): void {
    this.#circuit = afterFailure(this.#circuit, failure, this.sync.clock.now(), this.hooks.random());
  }

  #opened(failure: { readonly code: string; readonly retryAfterMs: number | null }, reason: string): void {
    this.#openCircuit(failure);
    if (this.#circuit.failures < TOLD_AFTER && !TOLD_AT_ONCE.includes(failure.code)) return;
    const kind = failure.code === 'bwc.archive.full' ? 'archive.full' : 'archive.unreachable';
    const { store } = this.sync;
    const told = store.alarms.open().find((a) => a.kind === kind && a.subject === this.name);
    // An emptied bucket is not what people were told of an archive whose key could not be read.
    if (told !== undefined && told.details['code'] !== failure.code) store.clearAlarm(kind, this.name);
    store.raiseAlarm(kind, this.name, { code: failure.code, reason });
  }

  #now(): Instant {
    return toInstant(this.sync.clock.now());
  }
}

const codeOf = (error: unknown): string => (isBwcError(error) ? error.code : 'bwc.internal');
