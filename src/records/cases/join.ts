/** `case.join`: association with a case, by itself what completes the duty to label where the rulebook says so. */
import { z } from 'zod';
import { readTime } from '../../policy/facts/parse.js';
import { act } from '../act.js';
import { clipsChanged } from '../after-change.js';
import { someClips, whichClips } from '../clips/which-clips.js';
import { requireRecordable } from '../facts/require-unrecorded.js';
import { writeLabels } from '../labels/write-labels.js';
import { prose, words } from '../text.js';
import { requireWord } from '../vocabulary.js';
import { associated } from './associate.js';
import { joinCase } from './join-case.js';
import { ordinalsFor } from './ordinals.js';
import { requireCase } from './require-case.js';

const input = z.strictObject({
  case: words(200),
  ...whichClips,
  /** 序号 of the first; `next` goes on after the last one there is. Segments of one recording share one. */
  ordinal: z
    .union([z.int().min(1).max(999_999), z.literal('next')])
    .nullable()
    .default(null),
  /** 记录事项. */
  recordItem: words(100).nullable().default(null),
  /** When it was put with the case file, or `now`; null where it only belongs to the case so far. */
  filedAt: z.string().max(64).nullable().default(null),
  why: prose.nullable().default(null),
});

/** @throws BwcError `bwc.store.not_found`, `bwc.case.elsewhere`, `bwc.label.unknown_word`, `bwc.facts.*` */
export const caseJoin = act(input, (context, said) => {
  const { store, rules, now } = context;
  const found = requireCase(store, said.case);
  requireRecordable(store, { kind: 'case', id: found.id });
  requireWord(rules, 'recordItem', said.recordItem);
  const at = now();
  const filedAt = said.filedAt === 'now' ? at : said.filedAt && readTime('filedAt', said.filedAt, at);
  const clips = someClips(store, said);
  const ordinals = ordinalsFor(store, found.id, clips, said.ordinal);
  const { recordItem, why } = said;
  const joined = clips.filter((id) =>
    joinCase(context, found, id, { ordinal: ordinals.get(id) ?? null, recordItem, filedAt, why }),
  );
  const { actId } = writeLabels(context, joined, (label) => associated(label, rules.rulebook.label, found, null));
  clipsChanged(context, joined);
  return { case: found.id, actId, joined, unchanged: clips.filter((id) => !joined.includes(id)) };
});
