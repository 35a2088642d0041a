/** What people do at the dock: on record with who does it before it is done, so that nothing is done unrecorded. */
import type { Json } from '../domain/canonical-json.js';
import type { CustodyKind } from '../domain/custody.js';
import { BwcError } from '../domain/errors.js';
import type { Dock } from '../ingest/dock/dock.js';
import type { DropFolder } from '../ingest/drop/drop-folder.js';
import type { Lanes } from '../ingest/lanes.js';
import type { VisitRunner } from '../ingest/visit/visit-runner.js';
import { isSomebody } from '../policy/approvals/person.js';
import { whoActs } from '../records/people/who-acts.js';
import type { StationStore } from '../store/station-store.js';
import type { DockActs } from '../web/api.js';

export interface DockParts {
  readonly store: Pick<StationStore, 'transaction' | 'log' | 'people'>;
  readonly visits: { running(): readonly Pick<VisitRunner, 'visitId' | 'cancel'>[] };
  readonly dock: Pick<Dock, 'canRetry' | 'retry'>;
  readonly drops: readonly Pick<DropFolder, 'path' | 'putNote'>[];
  readonly lanes: Pick<Lanes, 'setPriority'>;
}

export class AtDock implements DockActs {
  constructor(private readonly parts: DockParts) {}

  cancel(visitId: string, by: string): Promise<void> {
    return promised(() => {
      const runner = this.parts.visits.running().find((r) => r.visitId === visitId);
      if (runner === undefined) throw notThere(`no visit ${visitId} is running`, visitId);
      this.#record('visit.cancelled', {}, by, visitId);
      runner.cancel();
    });
  }

  retry(slot: string, by: string): Promise<void> {
    return promised(() => {
      const { dock } = this.parts;
      if (!dock.canRetry(slot)) throw notThere(`nothing in ${slot} can be read again now`, slot);
      dock.retry(slot, this.#record('slot.retried', { slot }, by));
    });
  }

  /** The note is written first: it names the person as well, and a file without one is not taken in. */
  async putNote(folder: string, path: string, note: string, by: string): Promise<void> {
    const who = this.#person(by);
    const drop = this.parts.drops.find((d) => d.path === folder);
    if ((await drop?.putNote(path, `${note}\n${who}`)) !== true)
      throw notThere(`${path} does not wait for a note in ${folder}`, path);
    this.#record('drop.noted', { folder, path, note }, who);
  }

  setPriority(slot: string | null, by: string): Promise<void> {
    return promised(() => {
      this.#record('priority.set', { slot }, by);
      this.parts.lanes.setPriority(slot);
    });
  }

  /** @returns who acted, as the entry has it */
  #record(kind: CustodyKind, body: Readonly<Record<string, Json>>, by: string, visitId?: string): string {
    const { store } = this.parts;
    const who = this.#person(by);
    store.transaction(() => store.log.append(kind, { ...body, by: who }, visitId === undefined ? {} : { visitId }));
    return who;
  }

  /** @throws BwcError `bwc.usage` where nobody is named */
  #person(by: string): string {
    if (!isSomebody(by) || !by.isWellFormed()) throw new BwcError('bwc.usage', 'by: names nobody', { key: 'by' });
    return whoActs(this.parts.store, by);
  }
}

const notThere = (why: string, id: string): BwcError => new BwcError('bwc.store.not_found', why, { id });

const promised = (act: () => void): Promise<void> =>
  new Promise((resolve) => {
    act();
    resolve();
  });
