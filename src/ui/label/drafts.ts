/**
 * What survives a reload and the end of a session: drafts, one for each clip, what was chosen, and the last label that
 * was saved. Kept by this tab only, so that two tabs never overwrite each other's, and gone when the tab is closed.
 */
import { EMPTY, type Draft } from './draft.js';

const MOST = 100;

export class Drafts {
  /** @param person whose they are: nobody else at this screen sees them */
  constructor(private readonly person: string) {}

  all(): ReadonlyMap<string, Draft> {
    const kept = (this.#read('drafts') as [string, Draft][] | undefined) ?? [];
    return new Map(kept.map(([clip, draft]) => [clip, whole(draft)]));
  }

  put(clip: string, draft: Draft): void {
    const all = new Map(this.all());
    all.delete(clip);
    all.set(clip, draft);
    let kept = [...all].slice(-MOST);
    // A browser keeps some megabytes for a page: what is being written now goes before what was left long ago.
    while (!this.#write('drafts', kept) && kept.length > 1) kept = kept.slice(1);
  }

  drop(clips: Iterable<string>): void {
    const all = new Map(this.all());
    for (const clip of clips) all.delete(clip);
    this.#write('drafts', [...all]);
  }

  chosen(): readonly string[] {
    return (this.#read('chosen') as string[] | undefined) ?? [];
  }

  choose(clips: Iterable<string>): void {
    this.#write('chosen', [...clips]);
  }

  last(): Draft | undefined {
    const last = this.#read('last') as Draft | undefined;
    return last && whole(last);
  }

  saved(draft: Draft): void {
    this.#write('last', draft);
  }

  #read(what: string): unknown {
    try {
      return JSON.parse(sessionStorage.getItem(this.#key(what)) ?? 'null') ?? undefined;
    } catch {
      // Written by another version: nothing of it can be read.
      return undefined;
    }
  }

  /** @returns whether there was room for it */
  #write(what: string, value: unknown): boolean {
    try {
      sessionStorage.setItem(this.#key(what), JSON.stringify(value));
      return true;
    } catch {
      return false;
    }
  }

  #key(what: string): string {
    return `bwc.label.${what}.${this.person}`;
  }
}

/** One that was kept before the station was renewed says nothing of what came since. */
const whole = (draft: Partial<Draft>): Draft => ({ ...EMPTY, ...draft });
