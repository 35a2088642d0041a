/** What a rulebook says of time limits: data, each value with its article. */
import { z } from 'zod';
import { cited } from '../rulebook/cited.js';
import { FLAGS, MOMENTS, REASONS, SOURCE_KINDS } from '../facts/vocabulary.js';

/** How long. Hours are elapsed time; days end at 24:00 local time and do not count the day they start from. */
export const limitSchema = z.union([
  z.strictObject({ hours: z.number().positive() }),
  z.strictObject({ days: z.number().int().positive() }),
  z.strictObject({ workingDays: z.number().int().positive() }),
  /** Until 24:00 of the day it starts (当日, 当天). */
  z.strictObject({ endOfDay: z.literal(true) }),
]);
export type Limit = z.infer<typeof limitSchema>;

/**
 * What the limit starts from, in the order in which the moments come in a day. With more than one (每天工作或每项执法活动结束后)
 * the earliest counts; see `anchor.ts` for what stands in for a moment nobody knows.
 */
const anchorsSchema = cited(z.array(z.enum(MOMENTS)).min(1));

export const exceptionSchema = z.strictObject({
  /** Any one of these opens the exception. None left: the exception is closed. */
  reasons: cited(z.array(z.enum(REASONS))),
  anchors: anchorsSchema,
  limit: cited(limitSchema),
  /** Role whose consent, given before the ordinary limit ends, is needed; null if the reason alone is enough. */
  approval: cited(z.string().min(1).nullable()),
  /** What shuts the exception though all else is given. */
  barredBy: cited(z.array(z.enum(FLAGS))),
});
export type ExceptionRule = z.infer<typeof exceptionSchema>;

export const deadlineRuleSchema = z.strictObject({
  /** The sources the text names. */
  sources: cited(z.array(z.enum(SOURCE_KINDS)).min(1)),
  /** Sources the text does not name and that are held to the same limit. */
  otherSources: cited(z.array(z.enum(SOURCE_KINDS))).optional(),
  anchors: anchorsSchema,
  limit: cited(limitSchema),
  exceptions: z.record(z.string().regex(/^[a-z]\w*$/i), exceptionSchema).default({}),
});
export type DeadlineRule = z.infer<typeof deadlineRuleSchema>;

const caseFilingSchema = deadlineRuleSchema.extend({
  /** Kinds of work (categories of a label) whose recordings belong in a case file, whether or not anybody joined them to one. */
  caseWork: cited(z.array(z.string().min(1)).min(1)).optional(),
});

/** A limit that is another rule's: Tianjin's labels are part of the act of storing. */
const sameAsSchema = z.strictObject({ sameAs: cited(z.literal('upload')) });
/** The text sets no limit. */
const noneSchema = cited(z.null());

export const deadlinesSchema = z.strictObject({
  /** camera → station (or the storage the text names) */
  upload: deadlineRuleSchema,
  /** labelled, or associated with a case */
  label: z.union([deadlineRuleSchema, sameAsSchema, noneSchema]),
  /** phone or other device → the squad's medium */
  phoneUpload: deadlineRuleSchema.optional(),
  /** the squad's medium → the bureau's centre */
  phoneDelivery: deadlineRuleSchema.optional(),
  /** recordings → the case file */
  caseFiling: caseFilingSchema.optional(),
  /** How long before the end a deadline counts as due soon. */
  warnHours: cited(z.number().positive()),
});
export type DeadlineRules = z.infer<typeof deadlinesSchema>;

export const DEADLINES = ['upload', 'label', 'phoneUpload', 'phoneDelivery', 'caseFiling'] as const;
export type DeadlineName = (typeof DEADLINES)[number];
