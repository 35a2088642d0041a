/**
 * Who has the labels of which clips open just now. Not evidence: nothing of it is stored, and a tab that is no longer heard
 * is gone. Whoever is told of others has been let in to the same clips.
 */
import type { VisitEvent } from '../ingest/visit/visit-events.js';
import type { Clock, EpochMs } from '../domain/time.js';
import type { SignedIn } from './access/caller.js';

/** What browsers hear as it happens: of `writers` only that whoever is at the same clips should ask again. */
export type LiveEvent = VisitEvent | { readonly type: 'writers' };

export interface Writer {
  readonly name: string;
  /** Another tab of the same person. */
  readonly self: boolean;
  /** Whether something is written that is not saved. */
  readonly changed: boolean;
  /** At how many of the clips that were asked about. */
  readonly clips: number;
}

export interface At {
  /** Of the browser; chosen by it. */
  readonly tab: string;
  readonly clips: readonly string[];
  readonly changed: boolean;
}

interface Tab {
  readonly person: string;
  readonly name: string;
  readonly session: string;
  readonly clips: ReadonlySet<string>;
  readonly changed: boolean;
  readonly heardAt: EpochMs;
  /** Grows when something changed for this tab. */
  turn: number;
}

/** A browser lets a tab that nobody looks at speak once a minute. */
const HEARD_MS = 75_000;
/** Of one person: nobody has more open, and nobody fills the memory. */
const MOST_TABS = 20;

export class Writers {
  /** The latest heard last. */
  readonly #tabs = new Map<string, Tab>();
  #turn = 0;

  constructor(private readonly clock: Clock) {}

  /** @returns who else is at these clips; without clips the tab is gone */
  at({ id, name, session }: Pick<SignedIn, 'id' | 'name' | 'session'>, { tab, clips, changed }: At): Writer[] {
    this.#forgetUnheard();
    // The same tab after signing in once more is the same tab.
    const key = `${id} ${tab}`;
    const before = this.#tabs.get(key);
    const now: Tab = {
      ...{ person: id, name, session, changed },
      clips: new Set(clips),
      heardAt: this.clock.now(),
      turn: before?.turn ?? 0,
    };
    this.#tabs.delete(key);
    if (clips.length > 0) this.#tabs.set(key, now);
    if (before?.changed !== changed || !same(before.clips, now.clips)) this.#tell(key, before, now);
    this.#keepFew(id);
    return [...this.#tabs]
      .filter(([other]) => other !== key)
      .map(([, other]) => ({
        name: other.name,
        self: other.person === id,
        changed: other.changed,
        clips: clips.filter((clip) => other.clips.has(clip)).length,
      }))
      .filter((writer) => writer.clips > 0);
  }

  /** Another number than before: something changed for a tab of this session. */
  turnOf(session: string): number {
    this.#forgetUnheard();
    let turn = 0;
    for (const tab of this.#tabs.values()) if (tab.session === session) turn = Math.max(turn, tab.turn);
    return turn;
  }

  #forgetUnheard(): void {
    const since = this.clock.now() - HEARD_MS;
    for (const [key, tab] of this.#tabs) {
      if (tab.heardAt > since) break;
      this.#leave(key, tab);
    }
  }

  #keepFew(person: string): void {
    const own = [...this.#tabs].filter(([, tab]) => tab.person === person);
    for (const [key, tab] of own.slice(0, -MOST_TABS)) this.#leave(key, tab);
  }

  #leave(key: string, tab: Tab): void {
    this.#tabs.delete(key);
    this.#tell(key, tab);
  }

  /** @param tabs what it was at and what it is at now */
  #tell(key: string, ...tabs: readonly (Tab | undefined)[]): void {
    this.#turn++;
    for (const [other, theirs] of this.#tabs) {
      if (other === key) continue;
      if (tabs.some((tab) => tab !== undefined && meet(tab.clips, theirs.clips))) theirs.turn = this.#turn;
    }
  }
}

const meet = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => [...a].some((clip) => b.has(clip));
const same = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
  a.size === b.size && [...a].every((clip) => b.has(clip));
