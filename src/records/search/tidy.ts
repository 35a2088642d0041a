/**
 * Clips that change are written to the search index anew, beside what stood there: over months it lies in many parts, and
 * what looks up row by row (a common word, the largest first) takes ten times as long. Put together where nobody waits.
 */
import type { QuestionContext } from '../act.js';

/** Fewer are not worth the writing. */
const PUT_UP_WITH = 4;
/** Of a step: some hundredths of a second, the commit included. */
const PAGES = 32;

export class SearchTidying {
  #under = false;

  /** One step, in a transaction of its own. @returns whether more is left */
  step({ searchIndex }: Pick<QuestionContext['store'], 'searchIndex'>): boolean {
    if (!this.#under && searchIndex.parts() <= PUT_UP_WITH) return false;
    this.#under = searchIndex.merge(PAGES, !this.#under);
    return this.#under;
  }
}
