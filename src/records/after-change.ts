/**
 * What is kept on record about clips though it follows from their facts: brought up to date in the transaction that
 * changed the facts, so that the two never disagree.
 */
import type { ActContext } from './act.js';
import { keepOutbox } from './archive/queue.js';
import { keepGate } from './clips/gate.js';
import { keepRetention } from './retention/keep.js';
import { factsOfClips, type ClipFactsOnRecord } from './clips/facts-of-clip.js';
import { keepDeadlines } from './deadlines/keep.js';
import { giveNames } from './names/give-names.js';
import { keepSearch } from './search/keep.js';

/** Brings one thing up to date for clips whose facts, as they are now, are given. */
export type Keeper = (context: ActContext, clips: readonly ClipFactsOnRecord[]) => void;

const KEEPERS: readonly Keeper[] = [giveNames, keepDeadlines, keepRetention, keepGate, keepSearch, keepOutbox];

const TOGETHER = 500;

/**
 * To be called by every act that changes facts of clips, inside its transaction and after its last word. The clips come
 * to the keepers in the order of their recording.
 */
export function clipsChanged(context: ActContext, clipIds: Iterable<string>): void {
  let some: ClipFactsOnRecord[] = [];
  const keep = (): void => {
    for (const keeper of KEEPERS) keeper(context, some);
    some = [];
  };
  for (const clip of factsOfClips(context.store, context.store.clipFacts.inOrder(clipIds))) {
    some.push(clip);
    if (some.length === TOGETHER) keep();
  }
  if (some.length > 0) keep();
}
