/** What the officer fills in: the fields of the rulebook in force, with the words to choose from. */
import { z } from 'zod';
import { BwcError } from '../../domain/errors.js';
import { instantToCivil, localDay, type CivilDay } from '../../domain/time.js';
import type { KnownMoment } from '../../policy/facts/facts.js';
import { goodsForm, servicesForm } from './details-form.js';
import { LABEL_FIELDS, type LabelField } from '../../policy/deadlines/label-rules.js';
import { basisOf } from '../../policy/rulebook/cited.js';
import type { RulesInForce } from '../../policy/rules-in-force.js';
import type { Repositories } from '../../store/station-store.js';
import { question } from '../act.js';
import { factsOfClip } from '../clips/facts-of-clip.js';
import { USUAL_STAGES, wordsFor } from '../vocabulary.js';
import { partyWord } from './merge-label.js';
import { SECRECY_MARKS } from '../../policy/facts/vocabulary.js';
import { PARTY_STATUSES } from '../../store/repositories/labels.js';

const input = z.strictObject({ clip: z.string().min(1).max(128).nullable().default(null) });

/** @throws BwcError `bwc.store.not_found` */
export const labelForm = question(input, ({ store, rules }, { clip }) => {
  const { rulebook } = rules;
  const suggested = clip === null ? {} : suggestions(store, rules, clip);
  return {
    rulebook: rulebook.id,
    satisfiedBy: rulebook.label.satisfiedBy.value,
    fields: LABEL_FIELDS.flatMap((field) => {
      const rule = rulebook.label.fields[field];
      if (rule === undefined) return [];
      return [
        {
          field,
          required: rule.value === 'required',
          basis: basisOf(rule),
          words: wordsFor(rules, field),
          suggested: suggested[field] ?? null,
        },
      ];
    }),
    name: rulebook.naming.storage?.parts.value ?? null,
    separator: rulebook.naming.storage?.separator.value ?? null,
    caseItem: rulebook.naming.caseItem?.parts.value ?? null,
    goods: goodsForm(rules),
    services: servicesForm(rules),
    activities: rulebook.vocabularies.activities.value,
    /** Also where the label need not name one. */
    categories: wordsFor(rules, 'category'),
    recordItems: wordsFor(rules, 'recordItem'),
    /** Of a case. */
    stages: wordsFor(rules, 'stage') ?? USUAL_STAGES,
    /** Whether other words are taken as well: the rulebook lists none. */
    stagesOpen: wordsFor(rules, 'stage') === null,
    partyStatuses: PARTY_STATUSES,
    /** What stands in the name for a party that cannot be named. */
    partyWords: { absent: partyWord(rulebook.naming, 'absent'), unknown: partyWord(rulebook.naming, 'unknown') },
    secrecyMarks: SECRECY_MARKS,
  };
});

/** What the station knows already, for the officer to confirm: never put on record by itself. */
function suggestions(
  store: Repositories,
  { calendar }: RulesInForce,
  id: string,
): Readonly<Partial<Record<LabelField, string>>> {
  const clip = store.clips.get(id);
  if (clip === undefined) throw new BwcError('bwc.store.not_found', `there is no clip ${id}`, { id });
  const facts = factsOfClip(store, clip.id);
  const camera = store.cameras.get(clip.cameraId);
  const start = facts.moments.recordingStart;
  const day = start === undefined ? null : dayOf(start, calendar.zone);
  const activity = store.activities.of(clip.id);
  const about = activity && store.activities.latest(activity.activityId);
  const unit = about?.unit ?? camera?.unitName ?? null;
  return {
    ...(unit === null ? {} : { unit }),
    ...(about?.place == null ? {} : { address: about.place }),
    ...(day === null ? {} : { inspectionDate: day }),
    ...(start === undefined || start.confidence === 'unreliable'
      ? {}
      : { enforcementTime: instantToCivil(start.at, calendar.zone).slice(0, 16) }),
    ...(facts.case?.party == null ? {} : { party: facts.case.party }),
    ...(facts.case?.number == null ? {} : { caseNumber: facts.case.number }),
    ...(facts.case?.stage == null ? {} : { caseStage: facts.case.stage }),
  };
}

/** Null where nobody knows the day: a date is never invented, not even as a suggestion. */
function dayOf({ at, source, confidence, within }: KnownMoment, zone: string): CivilDay | null {
  const first = within === undefined ? at : within.notBefore;
  // What the camera's own clock tells of the start holds, also where the end is not known.
  if (first === null || (within === undefined && confidence === 'unreliable' && source !== 'camera')) return null;
  const day = localDay(first, zone);
  return within === undefined || localDay(within.notAfter, zone) === day ? day : null;
}
