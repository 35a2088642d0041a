/**
 * Reads back, night after night, what lies at one archive: all of it once in as many nights as the rota has. What is left
 * of a night is read in the next, before its own share; what was read is on record object by object, so that it goes on
 * from there after any interruption.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { toInstant } from '../../domain/time.js';
import type { ArchivedObject } from '../../store/repositories/archive-reads.js';
import type { ArchivePlace, SyncContext } from '../sync/context.js';
import { orderKey } from '../sync/order-key.js';
import { lookAt } from './look-at.js';
import { isElsewhere } from './other-copy.js';
import { recordAudit } from './record-audit.js';
import { nextNight, nightOf } from './rota.js';

const PAGE = 64;
/** Small objects wait for the other side most of the time. */
const LANES = 4;
/** The night of what is to be looked at again whenever there is an occasion. */
const LOOK_AGAIN = 0;

interface Round {
  readonly night: number;
  /** What is due by this night is read. */
  readonly upTo: number;
  objects: number;
  bytes: number;
  findings: number;
}

export interface Auditing {
  readonly mayGoOn: () => boolean;
  /** Whether tonight's share may be read; else only what was found before and is to be looked at again. */
  readonly isNight: boolean;
  readonly signal: AbortSignal;
  /** The next bytes wait for it. */
  readonly pace: (bytes: number, signal: AbortSignal) => Promise<void>;
}

export class Auditor {
  constructor(
    private readonly sync: SyncContext,
    private readonly place: ArchivePlace,
  ) {}

  hasWork(): boolean {
    const { archiveReads } = this.sync.store;
    return this.#nextUnplanned(1).length > 0 || archiveReads.dueTally(this.place.name, this.#tonight()).objects > 0;
  }

  /** What was found before is looked at again at the next occasion, whichever night it is. */
  lookAgain(): void {
    this.sync.store.archiveReads.lookAgain(this.place.name);
  }

  /**
   * Ends when tonight's share is read, or nothing may be done any more.
   * @returns how many objects were read
   * @throws what the archive fails with as a whole
   */
  async run(auditing: Auditing): Promise<number> {
    await this.#plan(auditing);
    const night = this.#tonight();
    const round: Round = { night, upTo: auditing.isNight ? night : LOOK_AGAIN, objects: 0, bytes: 0, findings: 0 };
    try {
      for (;;) {
        const page = this.#due(round.upTo);
        if (page.length === 0 || !isToGoOn(auditing)) return round.objects;
        await this.#readPage(page, round, auditing);
      }
    } finally {
      if (round.objects > 0) this.#tell(round);
    }
  }

  /** What was archived since, and everything when the rota was changed. */
  async #plan(auditing: Auditing): Promise<void> {
    const { store, settings } = this.sync;
    while (isToGoOn(auditing)) {
      const page = this.#nextUnplanned(PAGE);
      if (page.length === 0) return;
      store.transaction(() => {
        for (const { orderId, sha256, readAt } of page)
          store.archiveReads.plan(
            orderId,
            settings.auditNights,
            nextNight(sha256, nightOf(readAt, settings.zone), settings.auditNights),
          );
      });
      await sleep(0);
    }
  }

  async #readPage(page: readonly ArchivedObject[], round: Round, auditing: Auditing): Promise<void> {
    const queue = page.values();
    const failed: unknown[] = [];
    const lane = async (): Promise<void> => {
      for (const object of queue) {
        if (failed.length > 0 || !isToGoOn(auditing)) return;
        await this.#read(object, round, auditing).catch((error: unknown) => failed.push(error));
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    if (failed.length > 0) throw failed[0];
  }

  async #read({ orderId }: ArchivedObject, round: Round, { signal, pace }: Auditing): Promise<void> {
    const { store, settings } = this.sync;
    const object = store.archiveReads.get(orderId);
    const order = store.outbox.get(orderId);
    // It was read as the same object of another clip.
    if (object === undefined || object.nextNight > round.upTo || order?.bytes == null) return;
    const key = orderKey(store.marker.stationId, { ...order, sha256: object.sha256, bytes: order.bytes });
    let before = 0;
    try {
      const looked = await lookAt(this.place.target, key, object.objectVersion, signal, async (bytes) => {
        const more = bytes - before;
        before = bytes;
        await pace(more, signal);
      });
      const elsewhere = isElsewhere(this.sync, this.place, object);
      const found = recordAudit(this.sync, this.place, object, { key, looked, tonight: round.night, elsewhere });
      round.objects += 1;
      round.bytes += looked.read?.bytes ?? 0;
      round.findings += found;
    } catch (error) {
      // One that cannot be asked for again and again does not keep the others from their turn.
      if (!signal.aborted) store.archiveReads.plan(orderId, settings.auditNights, round.night + 1);
      throw error;
    }
  }

  #tell({ night, objects, bytes, findings }: Round): void {
    const { store, settings } = this.sync;
    const { name, archiveId } = this.place;
    store.transaction(() => {
      const left = store.archiveReads.dueTally(name, night).objects;
      const told = { target: name, archive: archiveId, night, nights: settings.auditNights };
      store.log.append('archive.audited', { ...told, objects, bytes, findings, left });
    });
  }

  #due(night: number): ArchivedObject[] {
    return this.sync.store.archiveReads.due(this.place.name, this.sync.settings.auditNights, night, PAGE);
  }

  #nextUnplanned(limit: number) {
    return this.sync.store.archiveReads.unplanned(this.place.name, this.sync.settings.auditNights, limit);
  }

  #tonight(): number {
    return nightOf(toInstant(this.sync.clock.now()), this.sync.settings.zone);
  }
}

const isToGoOn = ({ mayGoOn, signal }: Auditing): boolean => !signal.aborted && mayGoOn();
