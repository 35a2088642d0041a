/** `case.leave`: clips are taken out of a case, with the reason. That they were in it stays on record. */
import { z } from 'zod';
import { BwcError } from '../../domain/errors.js';
import { act } from '../act.js';
import { clipsChanged } from '../after-change.js';
import { someClips, whichClips } from '../clips/which-clips.js';
import { writeLabels } from '../labels/write-labels.js';
import { prose, words } from '../text.js';
import { dissociated } from './associate.js';
import { leaveCase } from './join-case.js';
import { requireCase } from './require-case.js';

const input = z.strictObject({ case: words(200), ...whichClips, why: prose });

/** @throws BwcError `bwc.store.not_found`, `bwc.case.not_member` */
export const caseLeave = act(input, (context, said) => {
  const { store } = context;
  const found = requireCase(store, said.case);
  const clips = someClips(store, said);
  for (const clipId of clips) {
    const membership = store.cases.of(clipId);
    if (membership?.caseId !== found.id)
      throw new BwcError('bwc.case.not_member', `clip ${clipId} is not joined to case ${found.id}`, { clip: clipId });
    leaveCase(context, membership, said.why);
  }
  writeLabels(context, clips, dissociated);
  clipsChanged(context, clips);
  return { case: found.id, left: clips };
});
