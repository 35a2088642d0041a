/** The clips and sidecars of a visit while they are copied: which wait, which are under way, what became of each. */
import type { VisitTally } from '../../domain/clip.js';
import { baseNameOf, extensionOf, sourcePathKey } from '../../domain/source-path.js';
import { monotonicMs } from '../../domain/time.js';
import type { EntryRow } from '../../store/repositories/visit-entries.js';
import { sourceKey } from '../../domain/source-key.js';
import { ClipRecords } from './clip-records.js';
import { CopyProgress } from './copy-progress.js';
import { isGivenUp, isOfStation } from './failed-copy.js';
import { toFailure } from './failure.js';
import type { Failure, PullItem } from './protocol.js';
import type { Staged } from './pull.js';
import type { VisitState } from './visit-state.js';

const PROGRESS_EVERY_MS = 100;

export interface CopyHooks {
  /** There may be something else to do now. */
  next(): void;
  cannotRecord(error: unknown): void;
}

export class Copies {
  readonly #records: ClipRecords;
  readonly #inFlight = new Map<number, EntryRow>();
  readonly #publishing = new Set<Promise<void>>();
  readonly #tries = new Map<number, number>();
  readonly #storedBefore = new Set<string>();
  readonly #progress = new CopyProgress();
  #progressAt = -Infinity;

  constructor(
    private readonly visit: VisitState,
    private readonly hooks: CopyHooks,
  ) {
    this.#records = new ClipRecords(visit.deps.store, visit.deps.clock);
  }

  get inFlight(): number {
    return this.#inFlight.size;
  }

  /** Whether the child still has to say what became of some of them. */
  get owed(): boolean {
    return this.#inFlight.size > this.#publishing.size;
  }

  /** The listing is made anew; what this visit stored is remembered, so that the tally keeps saying so. */
  rememberStored(visitId: string, mediumId: string): void {
    const { entries } = this.visit.deps.store;
    for (const e of entries.stored(visitId)) this.#storedBefore.add(sourceKey(mediumId, e));
    entries.forget(visitId);
  }

  /** What was listed is on record: so much is to be copied. */
  listed(tally: VisitTally): void {
    const { id } = this.visit.require();
    const totalBytes = this.visit.deps.store.entries.waitingBytes(id);
    this.#progress.begin(totalBytes);
    this.visit.deps.emit({ type: 'listed', visit: id, tally, totalBytes });
  }

  someWait(): boolean {
    return this.#waitingIndexes(1).length > 0;
  }

  waiting(limit: number): EntryRow[] {
    const { id } = this.visit.require();
    return this.#waitingIndexes(limit)
      .map((index) => this.visit.deps.store.entries.get(id, index))
      .filter((entry) => entry !== undefined);
  }

  toItem(entry: EntryRow): PullItem {
    const { store } = this.visit.deps;
    const key = sourceKey(this.visit.require().medium.id, entry);
    // What is at an archive only cannot be compared with from here: it is read in full.
    const known = store.clips.knownFor(key).filter(({ sha256 }) => store.cleared.get(sha256) === undefined);
    return {
      index: entry.index,
      sourceKey: key,
      known: known.map((k) => ({ sha256: k.sha256, path: `${store.paths.root}/${k.storedPath}` })),
    };
  }

  begun(entry: EntryRow): void {
    this.#inFlight.set(entry.index, entry);
  }

  /** The child is gone with all it had under way. */
  forgetInFlight(): void {
    this.#inFlight.clear();
  }

  at(index: number, position: number): void {
    this.#progress.at(index, position);
    this.#emitProgress(this.#inFlight.get(index)?.path.text ?? null);
  }

  staged(index: number, staged: Staged): void {
    const entry = this.#inFlight.get(index);
    if (entry === undefined) return;
    const visit = this.visit.require();
    const { notes } = this.visit.plan;
    const note = notes.get(sourcePathKey(entry.path)) ?? notes.get('') ?? null;
    const work = this.visit.deps.publisher
      .publish({
        staged,
        extension: extensionOf({ text: baseNameOf(entry.path) }),
        returns: this.#records.returns(visit, entry),
        record: (published) => this.#records.stored(visit, entry, staged, published, note),
      })
      .then(
        () => {
          this.#done(entry, staged.sha256, false);
        },
        (error: unknown) => {
          this.failed(index, toFailure(error));
        },
      )
      .finally(() => {
        this.#publishing.delete(work);
        if (this.#publishing.size === 0) this.hooks.next();
      })
      .catch((error: unknown) => {
        this.hooks.cannotRecord(error);
      });
    this.#publishing.add(work);
  }

  known(index: number, sha256: string): void {
    const entry = this.#inFlight.get(index);
    if (entry === undefined) return;
    const visit = this.visit.require();
    this.#records.known(visit, entry, sha256, this.#storedBefore.has(sourceKey(visit.medium.id, entry)));
    this.#done(entry, sha256, true);
  }

  failed(index: number, failure: Failure): void {
    const entry = this.#inFlight.get(index);
    if (entry === undefined) return;
    const { deps } = this.visit;
    const { id } = this.visit.require();
    const { code, message } = failure;
    this.#inFlight.delete(index);
    this.#progress.setBack(index);
    const tries = (this.#tries.get(index) ?? 0) + 1;
    this.#tries.set(index, tries);
    deps.log.warn({ visit: id, path: entry.path.text, code, tries }, message);
    if (isOfStation(failure)) deps.store.raiseAlarm('disk.write_failed', deps.store.paths.root, { code, message });
    if (isGivenUp(failure, tries)) {
      this.#records.failed(id, entry, failure);
      this.#progress.done(index, entry.bytes);
      deps.emit({ type: 'failed', visit: id, path: entry.path.text, code, message });
    }
    this.hooks.next();
  }

  /** Nothing that waits is tried. */
  giveUpWaiting(failure: Failure): void {
    const { id } = this.visit.require();
    const all = this.waiting(Number.MAX_SAFE_INTEGER - this.#inFlight.size);
    for (const entry of all) this.#records.failed(id, entry, failure);
  }

  /** Everything the child has staged is on record, or has failed. */
  async published(): Promise<void> {
    while (this.#publishing.size > 0) await Promise.allSettled([...this.#publishing]);
  }

  #waitingIndexes(limit: number): number[] {
    return this.visit.deps.store.entries
      .waiting(this.visit.require().id, limit + this.#inFlight.size)
      .filter((index) => !this.#inFlight.has(index))
      .slice(0, limit);
  }

  #done(entry: EntryRow, sha256: string, known: boolean): void {
    const { id } = this.visit.require();
    this.#inFlight.delete(entry.index);
    this.#progress.done(entry.index, entry.bytes);
    this.visit.deps.emit({ type: 'stored', visit: id, path: entry.path.text, bytes: entry.bytes, sha256, known });
    this.#emitProgress(null);
  }

  /** A few times a second: thousands of small files would otherwise be as many events, for everybody who listens. */
  #emitProgress(path: string | null): void {
    const now = monotonicMs();
    if (now - this.#progressAt < PROGRESS_EVERY_MS) return;
    this.#progressAt = now;
    this.visit.deps.emit({ type: 'progress', visit: this.visit.require().id, ...this.#progress.bytes, path });
  }
}
