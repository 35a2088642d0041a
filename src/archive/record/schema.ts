/**
 * The record of a clip, `bwc.record/1`: everything the station knows of it, as one canonical JSON document (RFC 8785).
 * docs/record-format.md tells each field. What is not known is null; nothing is left out.
 */
import { z } from 'zod';
import type { Json } from '../../domain/canonical-json.js';

export const RECORD_SCHEMA = 'bwc.record/1';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const text = z.string();
const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);
/** Facts whose shape is the station's own: readers take what they know of them. */
const json = z.json() as z.ZodType<Json>;
const cited = { article: orNull(text), phrase: orNull(text), of: orNull(text) };
const path = { path: text, pathBase64: orNull(text) };

export const verdictsSchema = z.strictObject({
  rulebook: text,
  deadlines: z.array(
    z.looseObject({ rule: text, state: orNull(text), due: orNull(text), doneAt: orNull(text), ...cited }),
  ),
  retention: z.strictObject({
    class: text,
    until: text,
    earliestDisposal: text,
    settledUntil: orNull(text),
    reasons: z.array(z.looseObject({ kind: text, until: text, ...cited })),
  }),
  gate: z.strictObject({ may: z.boolean(), missing: z.array(z.looseObject({ what: text, ...cited })) }),
});

export const contentSchema = z.strictObject({
  station: z.strictObject({ id: text, origin: text }),
  clip: z.strictObject({
    id: text,
    kind: text,
    sha256,
    sm3: orNull(sha256),
    bytes: z.int().nonnegative(),
    state: text,
    readBack: text,
    recovered: z.boolean(),
    storedAt: text,
    storedPath: text,
    visit: text,
    important: z.boolean(),
    encrypted: z.boolean(),
    locked: orNull(z.boolean()),
    note: orNull(text),
  }),
  source: z.strictObject({
    type: text,
    camera: text,
    serial: orNull(text),
    medium: orNull(text),
    officerNo: orNull(text),
    identity: json,
    ...path,
    stamp: text,
    modified: orNull(text),
  }),
  sightings: z.array(
    z.strictObject({
      visit: text,
      ...path,
      sha256,
      bytes: z.int().nonnegative(),
      modified: orNull(text),
      seenAt: text,
    }),
  ),
  times: json,
  clocks: z.strictObject({ camera: json, station: json }),
  media: z.strictObject({ state: text, reason: orNull(text), durationMs: orNull(z.int()), facts: json }),
  recording: z.strictObject({ id: orNull(text), gapBeforeMs: orNull(z.int()) }),
  sidecars: z.array(
    z.strictObject({
      sha256,
      sm3: orNull(sha256),
      kind: text,
      bytes: z.int().nonnegative(),
      ...path,
      visit: text,
      storedPath: text,
      storedAt: text,
    }),
  ),
  labels: z.array(json),
  names: z.array(json),
  activities: z.array(json),
  cases: z.array(json),
  statements: z.array(json),
  holds: z.array(json),
  approvals: z.array(json),
  consents: z.array(json),
  findings: z.array(json),
  disposal: json,
  verdicts: verdictsSchema,
});

export const recordSchema = z.strictObject({
  schema: z.literal(RECORD_SCHEMA),
  /** 1, 2, … of this clip. */
  version: z.int().positive(),
  /** The version before this one; null for the first. */
  previous: orNull(z.strictObject({ version: z.int().positive(), sha256 })),
  content: contentSchema,
  /** Every custody entry about the clip, each with its path to the root of one signed checkpoint. */
  log: z.strictObject({
    checkpoint: text,
    /** PEM. */
    publicKey: text,
    entries: z.array(
      z.strictObject({
        seq: z.int().nonnegative(),
        /** Exactly what is hashed, as text. */
        entry: text,
        /** Siblings from the leaf up to the root, hex; on which side each stands follows from the number and the size. */
        path: z.array(sha256),
      }),
    ),
  }),
});

export type ClipRecordDocument = z.infer<typeof recordSchema>;
export type RecordContent = z.infer<typeof contentSchema>;
export type RecordVerdicts = z.infer<typeof verdictsSchema>;
