/** What people said of a clip, as far as it is searched by, out of its record: the last version of each. Pure. */
import { z } from 'zod';
import type { Json } from '../../domain/canonical-json.js';
import type { RecordContent } from '../../archive/record/schema.js';
import { searchKey } from '../search/tokens.js';

export type Said = string | null;

const text = z.string().nullish();
const labelSchema = z.object({
  fields: z.record(z.string(), z.string()),
  officers: z.array(z.object({ name: z.string(), certificateNo: text })).catch([]),
  witnesses: z.array(z.string()).catch([]),
  important: z.boolean().nullish(),
  complete: z.boolean().catch(false),
  note: text,
});
const groupSchema = <T extends z.ZodType>(version: T) =>
  z.object({ leftAt: text, versions: z.array(version).min(1), activityId: text, caseId: text });
const activitySchema = groupSchema(z.object({ kind: text, title: text, unit: text, place: text }));
const caseSchema = groupSchema(z.object({ number: text, party: text, stage: text, closedAt: text }));
const nameSchema = z.object({ name: z.string() });

export interface Facts {
  readonly party: Said;
  readonly caseParty: Said;
  readonly place: Said;
  readonly activityPlace: Said;
  readonly unit: Said;
  readonly units: readonly string[];
  readonly event: Said;
  readonly category: Said;
  readonly content: Said;
  readonly caseNumber: Said;
  readonly cases: readonly string[];
  readonly activities: readonly string[];
  readonly officers: readonly { readonly name: string; readonly certificateNo?: string | null | undefined }[];
  /** Null: nobody has said. */
  readonly important: boolean | null;
  readonly labelled: boolean;
  readonly caseOpen: boolean;
  /** Everything else that free text is looked for in. */
  readonly texts: readonly Said[];
}

export function said(content: RecordContent): Facts {
  const label = latest(content.labels, labelSchema);
  const fields = label?.fields ?? {};
  const activities = present(content.activities, activitySchema);
  const cases = present(content.cases, caseSchema);
  const [activity] = activities.map(({ versions }) => versions.at(-1));
  const [ofCase] = cases.map(({ versions }) => versions.at(-1));
  const name = latest(content.names, nameSchema)?.name;
  const { party, address, unit, caseNumber, category, inspectionContent, ...others } = fields;
  return {
    party: party ?? null,
    caseParty: ofCase?.party ?? null,
    place: address ?? null,
    activityPlace: activity?.place ?? null,
    unit: unit ?? activity?.unit ?? null,
    units: given([unit, activity?.unit]),
    event: activity?.kind ?? null,
    category: category ?? null,
    content: inspectionContent ?? activity?.title ?? null,
    caseNumber: ofCase?.number ?? caseNumber ?? null,
    cases: given([ofCase?.number, caseNumber, ...cases.map(({ caseId }) => caseId)]),
    activities: given(activities.map(({ activityId }) => activityId)),
    officers: label?.officers ?? [],
    important: label?.important ?? null,
    labelled: label !== undefined,
    caseOpen: cases.some(({ versions }) => (versions.at(-1)?.closedAt ?? null) === null),
    texts: [
      ...Object.values(others),
      ...[unit, category, inspectionContent, caseNumber, label?.note, name],
      ...[activity?.kind, activity?.title, activity?.unit, ofCase?.number, ofCase?.stage],
      ...(label?.officers ?? []).flatMap((officer) => [officer.name, officer.certificateNo]),
      ...(label?.witnesses ?? []),
    ].map((value) => value ?? null),
  };
}

/** What is looked for as a whole. */
export function keysOf(
  { clip, source, station }: RecordContent,
  facts: Facts,
  state: string,
  marks: readonly string[],
): string[] {
  const keys = (field: string, ...values: readonly (string | null | undefined)[]): string[] =>
    given(values).map((value) => searchKey(field, value));
  return [
    ...new Set([
      ...keys(
        'officer',
        source.officerNo,
        ...facts.officers.flatMap(({ name, certificateNo }) => [name, certificateNo]),
      ),
      ...keys('camera', source.serial, source.camera),
      ...keys('activity', ...facts.activities),
      ...keys('event', facts.event),
      ...keys('case', ...facts.cases),
      ...keys('category', facts.category),
      ...keys('unit', ...facts.units),
      ...keys('station', station.id),
      ...keys('kind', clip.kind),
      ...keys('state', state),
      ...keys('mark', ...marks),
    ]),
  ];
}

const given = (values: readonly (string | null | undefined)[]): string[] =>
  values.filter((value): value is string => value != null && value.trim() !== '');

/** The last one that can be read as such; versions stand in their order. */
const latest = <T extends z.ZodType>(all: readonly Json[], schema: T): z.output<T> | undefined =>
  all.flatMap((one) => schema.safeParse(one).data ?? []).at(-1);

/** Those that it is still a member of. */
const present = <T extends z.ZodType<{ leftAt?: string | null | undefined }>>(
  all: readonly Json[],
  schema: T,
): z.output<T>[] =>
  all.flatMap((one) => {
    const parsed = schema.safeParse(one);
    return parsed.success && (parsed.data.leftAt ?? null) === null ? [parsed.data] : [];
  });
