/**
 * The erasing of one visit: file after file, each decided on and put on record in one transaction before the camera is
 * asked for it, and what came of it afterwards. A visit that breaks off leaves at most one whose outcome is not known.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import type { EraseProof } from '../../domain/erase.js';
import { pathJson } from '../../domain/source-path.js';
import { toInstant, type Clock } from '../../domain/time.js';
import type { EntryRow } from '../../store/repositories/visit-entries.js';
import type { StationStore } from '../../store/station-store.js';
import type { RequiredArchive } from '../judge-archived.js';
import { decideErase, TROUBLES, type EraseRule } from './decide.js';
import { cameraFacts, eraseFacts, type ErasedVisit } from './facts.js';
import { begun, ended, roundEnded, type OutcomeSeen } from './records.js';
import { RunningTally } from './tally.js';

export interface EraseSettings {
  readonly rule: EraseRule;
  /** The archives that have to hold a clip. */
  readonly archives: readonly RequiredArchive[];
}

/** One file to be taken off, once. */
export interface EraseTurn {
  readonly index: number;
  readonly proof: EraseProof;
}

const PAGE = 64;

export class EraseRun {
  readonly #tally = new RunningTally();
  #after = -1;
  #page: EntryRow[] = [];
  /** What lies beside the clip that was taken off last. */
  #beside: EntryRow[] = [];
  #asked: { readonly id: number; readonly clipId: string; readonly entry: EntryRow } | null = null;
  #seen = 0;
  /** The camera does not show what it has done: it is asked for nothing more. */
  #doubtful = false;

  constructor(
    private readonly store: StationStore,
    private readonly settings: EraseSettings,
    private readonly clock: Clock,
    private readonly visit: ErasedVisit,
  ) {}

  /** The next file that may go, with its intent on record; null where there is no more. */
  async next(): Promise<EraseTurn | null> {
    for (;;) {
      const sidecar = this.#beside.shift();
      const entry = sidecar ?? this.#nextClip();
      if (entry === undefined) return null;
      const turn = this.#decide(entry, sidecar === undefined ? null : true);
      if (turn !== null) return turn;
      this.#seen += 1;
      if (this.#seen % PAGE === 0) await breathe();
    }
  }

  /** What came of the file that was given last. */
  done(seen: OutcomeSeen): void {
    const asked = this.#asked;
    if (asked === null) return;
    this.#asked = null;
    const { entry } = asked;
    ended(this.store, this.visit.id, { ...asked, path: pathJson(entry.path) }, seen, this.#now());
    if (seen.outcome !== 'erased') {
      this.#doubtful ||= seen.outcome === 'unconfirmed';
      this.#tally.stayed('failed');
      return;
    }
    this.#tally.erased(entry.bytes);
    if (entry.class === 'clip') this.#beside = this.store.entries.sidecarsOf(this.visit.id, entry.index);
  }

  /** Puts on record how it ended, where there was anything that could have been taken off. */
  finish(): void {
    const tally = this.#tally.is;
    if (tally.erased + tally.left === 0) return;
    const trouble = tally.failed > 0 || [...TROUBLES].some((what) => this.#tally.has(what));
    roundEnded(this.store, this.visit, tally, trouble, this.#now());
  }

  #decide(entry: EntryRow, clipErased: boolean | null): EraseTurn | null {
    const { store, visit, settings } = this;
    return store.transaction(() => {
      const at = this.#now();
      const facts = eraseFacts(store, visit, cameraFacts(store, visit), entry, clipErased, {
        archives: settings.archives,
        now: at,
      });
      const decision = decideErase(settings.rule, facts);
      if (!decision.may || this.#doubtful) {
        this.#tally.stayed(decision.may ? 'unsettled' : decision.bar.what);
        return null;
      }
      const id = begun(store, visit, entry, decision, at);
      this.#asked = { id, clipId: decision.clipId, entry };
      return { index: entry.index, proof: decision.proof };
    });
  }

  #nextClip(): EntryRow | undefined {
    if (this.#page.length === 0) this.#page = this.store.entries.settledClips(this.visit.id, this.#after, PAGE);
    const entry = this.#page.shift();
    if (entry !== undefined) this.#after = entry.index;
    return entry;
  }

  #now(): string {
    return toInstant(this.clock.now());
  }
}
