/** A quick look at the end of the log at start-up; the whole of it is the business of `bwc verify`. */
import { StoreError } from '../errors.js';
import { checkEntry } from './chain.js';
const TAIL = 256;
/** @throws StoreError `bwc.custody.chain_broken` naming the first entry that does not hold */
export function assertTailIntact(entries, size) {
  const from = Math.max(0, size - TAIL);
  let before = from === 0 ? null : (entries.get(from - 1)?.hash ?? null);
  let next = from;
  for (const stored of entries.from(from)) {
    const problem = checkEntry(stored, next, before);
    if (problem !== null) {
      throw new StoreError('bwc.custody.chain_broken', `custody entry ${String(next)}: ${problem}`, { seq: next });
    }
    before = stored.hash;
    next += 1;
  }
}
