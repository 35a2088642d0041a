/** `label.put`: one act for clips, whole recordings and activities; what is not said stays as it was. */
import { z } from 'zod';
import { BwcError } from '../../domain/errors.js';
import { act } from '../act.js';
import { clipsChanged } from '../after-change.js';
import { associated } from '../cases/associate.js';
import { joinCase } from '../cases/join-case.js';
import { requireCase } from '../cases/require-case.js';
import { someClips, whichClips } from '../clips/which-clips.js';
import { requireRecordable } from '../facts/require-unrecorded.js';
import { extensionOf } from '../names/extension.js';
import { prose, words } from '../text.js';
import { checkLabel, type Given } from './check-label.js';
import { labelContent, type LabelContent } from './label-input.js';
import { labelsOf } from './label-state.js';
import { mergeLabel } from './merge-label.js';
import { writeLabels } from './write-labels.js';
import type { TextField } from '../../store/repositories/labels.js';
import type { Repositories } from '../../store/station-store.js';

const input = z.strictObject({
  ...whichClips,
  ...labelContent.shape,
  /** Id or number of a case to join as well. */
  case: words(200).nullable().default(null),
  why: prose.nullable().default(null),
  /** By clip, the version that was looked at while this was written, 0 for none: another by now refuses the act. */
  base: z.record(z.string().max(128), z.int().min(0)).exactOptional(),
});

/** @throws BwcError `bwc.store.not_found`, `bwc.label.*`, `bwc.name.*`, `bwc.case.elsewhere` */
export const labelPut = act(
  input,
  (context, { clips: c, recordings, activities, case: caseName, why, base, ...said }) => {
    const { store, rules, now } = context;
    const { rulebook } = rules;
    const clips = someClips(store, { clips: c, recordings, activities });
    const found = caseName === null ? null : requireCase(store, caseName);
    if (found !== null) requireRecordable(store, { kind: 'case', id: found.id });
    const at = now();
    requireUnchanged(store, clips, base ?? {});
    if (found !== null)
      for (const id of clips) joinCase(context, found, id, { ordinal: null, recordItem: null, filedAt: null, why });
    const given = givenBy(said);
    const paths = new Map(store.clipFacts.some(clips).map((clip) => [clip.id, clip.sourcePath]));
    const { actId, changed, unchanged } = writeLabels(context, clips, (before, id) => {
      const merged = mergeLabel(before, said, rulebook.naming);
      checkLabel(rules, merged, given, extensionOf(paths.get(id) ?? ''), at);
      return found === null ? merged : associated(merged, rulebook.label, found, null);
    });
    clipsChanged(context, clips);
    return { actId, changed, unchanged, labels: labelsOf(store, rules, clips) };
  },
);

function requireUnchanged(
  { labels }: Repositories,
  clips: readonly string[],
  base: Readonly<Record<string, number>>,
): void {
  const said = new Map(Object.entries(base));
  for (const clip of clips) {
    const latest = labels.latest(clip);
    const version = said.get(clip);
    if (latest === undefined || version === undefined || latest.version === version) continue;
    const { by, at } = latest;
    throw new BwcError('bwc.label.changed', `${by} changed the label of ${clip} at ${at}`, {
      ...{ clip, version: latest.version, by, at },
    });
  }
}

const givenBy = (said: LabelContent): Given => ({
  fields: new Set([
    ...(Object.keys(said.fields) as TextField[]),
    ...(said.partyStatus === undefined ? [] : (['party'] as const)),
  ]),
  officers: said.officers !== undefined,
  services: said.services !== undefined,
});
