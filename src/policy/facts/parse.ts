/** A facts document, checked: a time without an offset, in the future, or an end before its start is refused by name. */
import { fromInstant, offsetTime, type Instant } from '../../domain/time.js';
import { describeIssue } from '../describe-issue.js';
import { PolicyError } from '../errors.js';
import { factsDocumentSchema, type FactsDocument } from './document.js';
import type { CaseFacts, Facts, KnownMoment } from './facts.js';
import { MOMENTS, type Moment } from './vocabulary.js';

/** When a case was closed is told with the case. */
const DOCUMENT_MOMENTS = MOMENTS.filter((moment) => moment !== 'caseClosed');

/** An earlier and a later moment that cannot be the other way round. */
export const ORDERED: readonly (readonly [Moment, Moment])[] = [
  ['recordingStart', 'recordingEnd'],
  ['activityStart', 'activityEnd'],
  ['recordingStart', 'activityEnd'],
  ['recordingStart', 'uploadedAt'],
  ['uploadedAt', 'deliveredAt'],
  ['activityStart', 'workDayEnd'],
  ['activityStart', 'caseClosed'],
];

/**
 * @param json a facts document, as JSON.parse made it
 * @param now facts after it are refused: nobody can know them
 * @throws PolicyError `bwc.facts.invalid`, `bwc.facts.no_zone`, `bwc.facts.future`, `bwc.facts.end_before_start`, with the key
 */
export function parseFacts(json: unknown, now: Instant): Facts {
  const result = factsDocumentSchema.safeParse(json);
  if (!result.success) {
    const { key, why } = describeIssue(result.error);
    throw new PolicyError('bwc.facts.invalid', `${key}: ${why}`, { key });
  }
  const facts = read(result.data, now);
  for (const [earlier, later] of ORDERED) {
    const [a, b] = [facts.moments[earlier], facts.moments[later]];
    if (a !== undefined && b !== undefined && a.at > b.at)
      throw new PolicyError('bwc.facts.end_before_start', `${later} (${b.at}) is before ${earlier} (${a.at})`, {
        key: later,
        [earlier]: a.at,
        [later]: b.at,
      });
  }
  return facts;
}

function read(document: FactsDocument, now: Instant): Facts {
  const instant = (key: string, text: string): Instant => readTime(key, text, now);
  const moments: Partial<Record<Moment, KnownMoment>> = {};
  for (const key of DOCUMENT_MOMENTS) {
    const told = document[key];
    if (told !== undefined) moments[key] = { ...told, at: instant(key, told.at) };
  }
  const closed = document.case?.closed;
  if (closed !== undefined) moments.caseClosed = { ...closed, at: instant('case.closed', closed.at) };
  const labels = document.labels.map((label, i) => ({ ...label, at: instant(`labels.${String(i)}.at`, label.at) }));
  const filed = document.case?.filedAt ?? null;
  return {
    moments,
    flags: document.flags,
    reasons: document.reasons,
    approvals: document.approvals.map((a, i) => ({ ...a, at: instant(`approvals.${String(i)}.at`, a.at) })),
    sourceKind: document.sourceKind,
    labels: labels.sort((a, b) => fromInstant(a.at) - fromInstant(b.at)).map(withoutUndefined),
    case: document.case && caseFacts(document.case, filed === null ? null : instant('case.filedAt', filed)),
    secrecy: document.secrecy,
    request: document.request,
    emergencyReport: document.emergencyReport,
    notRecorded: document.notRecorded,
  };
}

const caseFacts = (told: NonNullable<FactsDocument['case']>, filedAt: Instant | null): CaseFacts => {
  const { kind, number, party, stage, retention, ordinal, recordItem } = told;
  return { kind, number, party, stage, retention, filedAt, ordinal, recordItem };
};

/** zod's optional values may be present and undefined; ours are present or not. */
const withoutUndefined = (label: {
  readonly at: Instant;
  readonly fields: FactsDocument['labels'][number]['fields'];
  readonly association: string | null;
  readonly noCaseNumber: string | null;
  readonly goods: Facts['labels'][number]['goods'];
  readonly services: Facts['labels'][number]['services'];
}): Facts['labels'][number] => ({
  ...label,
  fields: Object.fromEntries(Object.entries(label.fields).filter(([, text]) => typeof text === 'string')),
});

/** @throws PolicyError `bwc.facts.no_zone`, `bwc.facts.invalid`, `bwc.facts.future` */
export function readTime(key: string, text: string, now: Instant): Instant {
  const read = offsetTime(text);
  if (read === 'no_offset')
    throw new PolicyError('bwc.facts.no_zone', `${key}: ${text} does not say its offset (2026-03-02T17:10:05+08:00)`, {
      key,
      value: text,
    });
  if (read === 'invalid')
    throw new PolicyError('bwc.facts.invalid', `${key}: ${text.slice(0, 100)} is no ISO date and time with an offset`, {
      key,
      value: text.slice(0, 100),
    });
  if (read.instant > now)
    throw new PolicyError('bwc.facts.future', `${key}: ${text} is after now (${now})`, { key, value: text, now });
  return read.instant;
}
