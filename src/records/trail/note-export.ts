import { z } from 'zod';
import { act } from '../act.js';
import { clipId, findClip } from '../retention/explain.js';

/** That somebody took a clip's audit trail: the entry is the last one that the trail itself tells of. @throws BwcError `bwc.store.not_found` */
export const noteTrailExport = act(
  z.strictObject({ clip: clipId, language: z.enum(['zh', 'en']) }),
  ({ store, by }, input) => {
    const { id } = findClip(store, input.clip);
    const { seq, at } = store.log.append(
      'clip.exported',
      { what: 'trail', language: input.language, by },
      { clipId: id },
    );
    return { clip: id, entry: seq, at };
  },
);
