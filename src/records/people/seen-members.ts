/**
 * Of what belongs together, what whoever asks sees. The rest is as if it were not there: not even how much there is of it
 * is told, for one clip more in a case is something to know.
 */
import type { QuestionContext } from '../act.js';
import { seenBy } from './sight.js';

type Asking = Pick<QuestionContext, 'store' | 'sight'>;

export function seenMembers<M extends { readonly clipId: string }>(context: Asking, members: readonly M[]): M[] {
  const seen = seenBy(
    context,
    members.map((m) => m.clipId),
  );
  return members.filter((m) => seen.has(m.clipId));
}

/** How many of each, in the order given; all are looked up at once. */
export function seenOfEach(context: Asking, groups: readonly (readonly string[])[]): readonly number[] {
  const seen = seenBy(context, groups.flat());
  return groups.map((clips) => clips.filter((id) => seen.has(id)).length);
}
