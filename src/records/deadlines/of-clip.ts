/** The deadlines of one clip, those that were met as well. */
import { z } from 'zod';
import { withOffset } from '../../domain/time.js';
import { evaluateDeadlines } from '../../policy/deadlines/evaluate.js';
import { deadlineRow } from '../../policy/deadlines/row.js';
import { atOneMoment, question } from '../act.js';
import { factsOfClip } from '../clips/facts-of-clip.js';
import { clipId, findClip } from '../retention/explain.js';

/** In the order of a clip's life. @throws BwcError `bwc.store.not_found` */
export const deadlinesOfClip = question(z.strictObject({ clip: clipId }), (asking, { clip }) => {
  const { store, rules, now } = atOneMoment(asking);
  const { id } = findClip(store, clip);
  const { rulebook, calendar } = rules;
  return {
    clip: id,
    now: withOffset(now(), calendar.zone),
    rulebook: rulebook.id,
    rows: evaluateDeadlines(rulebook, factsOfClip(store, id), now(), calendar).map((v) =>
      deadlineRow(v, calendar.zone),
    ),
  };
});
