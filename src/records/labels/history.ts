import { z } from 'zod';
import { question } from '../act.js';
import { BwcError } from '../../domain/errors.js';
import { labelsOf } from './label-state.js';

/** All versions of a clip's label, oldest first, and all names it had. @throws BwcError `bwc.store.not_found` */
export const labelHistory = question(
  z.strictObject({ clip: z.string().min(1).max(128) }),
  ({ store, rules }, input) => {
    const clip = store.clips.get(input.clip);
    if (clip === undefined)
      throw new BwcError('bwc.store.not_found', `there is no clip ${input.clip}`, { id: input.clip });
    const [state] = labelsOf(store, rules, [clip.id]);
    return {
      clip: clip.id,
      originalName: clip.sourcePath,
      state,
      versions: store.labels.versions(clip.id),
      names: store.names.versions(clip.id),
      activity: store.activities.of(clip.id) ?? null,
      case: store.cases.of(clip.id) ?? null,
    };
  },
);
