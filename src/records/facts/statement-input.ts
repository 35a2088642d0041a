/** The shape of one thing said about one subject. */
import { z } from 'zod';
import { notRecordedShape } from '../../policy/continuity/not-recorded.js';
import { CONFIDENCES, FACT_SOURCES } from '../../policy/facts/facts.js';
import { FLAGS, MOMENTS, REASONS, SOURCE_KINDS } from '../../policy/facts/vocabulary.js';
import { prose, words } from '../text.js';
import { SUBJECT_KINDS } from '../../store/repositories/statements.js';

export const subject = z.strictObject({ kind: z.enum(SUBJECT_KINDS), id: z.string().min(1).max(128) });

/** When the station has a clip is the station's own knowledge; nobody tells it. */
const toldMoments = MOMENTS.filter((m) => m !== 'uploadedAt');

export const fact = z.union([
  z.strictObject({ moment: z.enum(toldMoments), at: z.string().max(64) }),
  z.strictObject({ flag: z.enum(FLAGS), holds: z.boolean().default(true) }),
  z.strictObject({ reason: z.enum(REASONS), reference: words(200).nullable().default(null) }),
  z.strictObject({ sourceKind: z.enum(SOURCE_KINDS) }),
  /** Number of the report (报备) made before another device was used in place of a camera. */
  z.strictObject({ emergencyReport: words(200) }),
  /** What was done was not suitable to be recorded, or not all of it. */
  z.strictObject({ notRecorded: notRecordedShape(prose, words(60)) }),
  /** Takes back what was said of it. */
  z.strictObject({
    withdraw: z.union([
      z.templateLiteral(['moment:', z.enum(toldMoments)]),
      z.templateLiteral(['flag:', z.enum(FLAGS)]),
      z.templateLiteral(['reason:', z.enum(REASONS)]),
      z.literal(['sourceKind', 'emergencyReport', 'notRecorded']),
    ]),
  }),
]);
export type Fact = z.output<typeof fact>;

export const statementInput = z.strictObject({
  subject,
  fact,
  source: z.enum(FACT_SOURCES).default('person'),
  confidence: z.enum(CONFIDENCES).default('certain'),
  /** Of a camera: of what it recorded since then, and until then. */
  from: z.string().max(64).nullable().default(null),
  until: z.string().max(64).nullable().default(null),
  /** Why an earlier word is corrected. */
  why: prose.nullable().default(null),
});
export type StatementInput = z.output<typeof statementInput>;
