import { z } from 'zod';
import { BwcError } from '../../domain/errors.js';
import { judgeNotRecorded } from '../../policy/continuity/not-recorded.js';
import { question } from '../act.js';
import { factsOfClip } from '../clips/facts-of-clip.js';

/** A clip's facts as the rules see them, each with who says so. @throws BwcError `bwc.store.not_found` */
export const factsOf = question(
  z.strictObject({ clip: z.string().min(1).max(128) }),
  ({ store, rules }, { clip: id }) => {
    const clip = store.clips.get(id);
    if (clip === undefined) throw new BwcError('bwc.store.not_found', `there is no clip ${id}`, { id });
    const facts = factsOfClip(store, clip.id);
    return {
      clip: clip.id,
      facts,
      notRecorded: judgeNotRecorded(rules.rulebook.continuity, facts.notRecorded),
      said: store.statements.said({ kind: 'clip', id: clip.id }),
    };
  },
);
