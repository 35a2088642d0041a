/** A camera without a clock, its card, and dockings at which some of it is stored: with what truly happened beside it. */
import type { Instant } from '../../../src/domain/time.js';
import { entryOf, TestVisit } from '../../store/support.js';
import type { OnRecord } from '../support.js';

export interface OnCard {
  path: string;
  readonly content: string;
  readonly start: Instant;
  readonly end: Instant;
}

export interface Stored extends OnCard {
  readonly clip: string;
}

export class LostClock {
  card: OnCard[] = [];
  readonly stored: Stored[] = [];

  constructor(
    readonly station: OnRecord,
    readonly serial = '7654321',
  ) {}

  record(path: string, content: string, start: Instant, end: Instant): void {
    this.card.push({ path, content, start, end });
  }

  /** @param fails what cannot be stored this time @param complete whether the listing came to its end */
  async dock(at: Instant, fails: (file: OnCard) => boolean = () => false, complete = true): Promise<void> {
    const { store } = this.station;
    const visit = TestVisit.open(store, this.serial, `fs-uuid:${this.serial}`);
    const { id } = visit.subject;
    const rest: OnCard[] = [];
    const taken = complete ? this.card.filter((file) => !fails(file)) : [];
    for (const file of taken) {
      const index = await visit.ingest(file.path, file.content);
      const clip = store.entries.get(id, index)?.clipId ?? '';
      this.stored.push({ ...file, clip });
      this.#describe(clip, Date.parse(file.end) - Date.parse(file.start));
    }
    for (const file of this.card) if (!taken.includes(file)) rest.push(file);
    store.transaction(() => {
      store.entries.add(
        id,
        rest.map((file, i) => ({
          ...entryOf(1000 + i, file.path),
          bytes: Buffer.byteLength(file.content),
          stamp: file.content,
        })),
      );
    });
    store.db
      .prepare("UPDATE visits SET opened_at = @at, listed_at = @listed, state = 'closed' WHERE id = @id")
      .run({ at, listed: complete ? at : null, id });
    store.db.prepare('UPDATE clips SET stored_at = ? WHERE visit_id = ?').run(at, id);
    this.card = rest;
  }

  ledger(act: 'issue' | 'return', at: Instant): void {
    const { store } = this.station;
    const nothing = { officer: '350213', purpose: null, backBy: null, recorded: null, reference: null };
    const movement = { cameraId: this.cameraId, act, at, saidBy: 'wang', saidAt: at };
    store.transaction(() => {
      const { seq } = store.log.append(act === 'issue' ? 'camera.issued' : 'camera.returned', { ...movement });
      store.movements.add({ ...nothing, remark: null, checkId: null, ...movement }, seq);
    });
  }

  get cameraId(): string {
    return this.station.store.cameras.bySerial(this.serial)[0]?.id ?? '';
  }

  #describe(id: string, durationMs: number): void {
    const { store } = this.station;
    const none = { start: null, startSource: null, end: null, endSource: null };
    store.transaction(() => {
      store.clips.describe(id, {
        ...{ state: 'read', reason: null, media: null, thumbnail: null, durationMs },
        times: {
          camera: none,
          corrected: { start: null, end: null, basis: 'the camera left no time', uncertaintyMs: null },
          station: { storedAt: '2026-03-01T02:00:00.000Z' },
        },
      });
    });
  }
}
