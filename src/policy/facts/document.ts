/** The shape of a facts document: JSON that outsiders write. `docs/` explains it; `parse.ts` says what is wrong with one. */
import { z } from 'zod';
import { ACTS, ASKERS, SENSITIVITIES } from '../approvals/rules.js';
import { LABEL_FIELDS } from '../deadlines/label-rules.js';
import { notRecordedShape } from '../continuity/not-recorded.js';
import { goodsShape, serviceShape } from '../details/shapes.js';
import { CASE_KINDS } from '../retention/rules.js';
import { APPROVAL_PURPOSES, CONFIDENCES, FACT_SOURCES } from './facts.js';
import { FLAGS, REASONS, SECRECY_MARKS, SOURCE_KINDS } from './vocabulary.js';

const TEXT = z.string().min(1).max(2000);
/** ISO 8601 with an offset; checked by `parse.ts`, which can say what is wrong with it. */
const time = z.string();
const told = {
  source: z.enum(FACT_SOURCES).default('unstated'),
  confidence: z.enum(CONFIDENCES).default('certain'),
};

/** `"2026-03-02T17:10:05+08:00"`, or `{ at, source, confidence }`. */
const moment = z.union([
  z.strictObject({ at: time, ...told }),
  time.transform((at) => ({ at, source: 'unstated' as const, confidence: 'certain' as const })),
]);

const flagWord = z.enum(FLAGS);
const flag = z.union([
  z.strictObject({ flag: flagWord, holds: z.boolean().default(true), ...told }),
  flagWord.transform((word) => ({
    flag: word,
    holds: true,
    source: 'unstated' as const,
    confidence: 'certain' as const,
  })),
]);

const reasonWord = z.enum(REASONS);
const reason = z.union([
  z.strictObject({ reason: reasonWord, reference: TEXT.nullable().default(null), ...told }),
  reasonWord.transform((word) => ({
    reason: word,
    reference: null,
    source: 'unstated' as const,
    confidence: 'certain' as const,
  })),
]);

const label = z.strictObject({
  at: time,
  fields: z.partialRecord(z.enum(LABEL_FIELDS), TEXT).default({}),
  association: TEXT.nullable().default(null),
  noCaseNumber: TEXT.nullable().default(null),
  goods: z.array(goodsShape(TEXT)).default([]),
  services: z.array(serviceShape(TEXT)).default([]),
});

const period = z.union([
  z.strictObject({ years: z.number().int().positive() }),
  z.strictObject({ months: z.number().int().positive() }),
  z.literal('permanent'),
]);

export const factsDocumentSchema = z.strictObject({
  recordingStart: moment.optional(),
  recordingEnd: moment.optional(),
  activityStart: moment.optional(),
  activityEnd: moment.optional(),
  workDayEnd: moment.optional(),
  returnToUnit: moment.optional(),
  /** The whole content is on the station's storage, read back with the same digest. */
  uploadedAt: moment.optional(),
  /** Handed to the bureau's centre. */
  deliveredAt: moment.optional(),
  flags: z.array(flag).default([]),
  reasons: z.array(reason).default([]),
  approvals: z
    .array(
      z.strictObject({
        purpose: z.enum(APPROVAL_PURPOSES).default('lateUpload'),
        role: TEXT,
        by: TEXT.nullable().default(null),
        at: time,
      }),
    )
    .default([]),
  sourceKind: z.enum(SOURCE_KINDS).default('bodyCamera'),
  /** One version of the label, or all of them. */
  labels: z.union([z.array(label), label.transform((one) => [one])]).default([]),
  case: z
    .strictObject({
      kind: z.enum(CASE_KINDS).nullable().default(null),
      number: TEXT.nullable().default(null),
      party: TEXT.nullable().default(null),
      stage: TEXT.nullable().default(null),
      closed: moment.optional(),
      filedAt: time.nullable().default(null),
      retention: period.nullable().default(null),
      ordinal: z.int().positive().nullable().default(null),
      recordItem: TEXT.nullable().default(null),
    })
    .nullable()
    .default(null),
  /** Number of the report (报备) made before another device was used. */
  emergencyReport: TEXT.nullable().default(null),
  /** Why what was done was not recorded, or not all of it, and who decided so. */
  notRecorded: notRecordedShape(TEXT).nullable().default(null),
  secrecy: z.array(z.enum(SECRECY_MARKS)).default([]),
  request: z
    .strictObject({
      asker: z.enum(ASKERS),
      sensitivity: z.enum(SENSITIVITIES).default('ordinary'),
      act: z.enum(ACTS).default('copy'),
    })
    .nullable()
    .default(null),
});
export type FactsDocument = z.infer<typeof factsDocumentSchema>;
