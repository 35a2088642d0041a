/** The part of a rulebook that says how long footage is kept. */
import { z } from 'zod';
import { FLAGS } from '../facts/vocabulary.js';
import { cited } from '../rulebook/cited.js';

/** What a case is about (执法类别). */
export const CASE_KINDS = ['penalty', 'compulsion', 'licence', 'levy', 'inspection', 'other'] as const;
export type CaseKind = (typeof CASE_KINDS)[number];

/**
 * How long. `longTerm` (长期) has no number and `permanent` (永久) no end: neither ever expires by itself.
 * `asCaseFile`: as long as the case file, counted from the day the case was closed.
 */
export const period = z.union([
  z.strictObject({ months: z.int().positive() }),
  z.strictObject({ years: z.int().positive() }),
  z.strictObject({ keep: z.enum(['longTerm', 'permanent', 'asCaseFile']) }),
]);
export type Period = z.infer<typeof period>;

/** The kinds of footage a rulebook tells apart. `undecided` comes of facts that are missing, never of a rule. */
export const RETENTION_CLASSES = [
  'ordinary',
  'guidanceOnly',
  'important',
  'evidence',
  'longTerm',
  'permanent',
  'caseFile',
] as const;
export type RetentionClass = (typeof RETENTION_CLASSES)[number];

export const retentionRule = z.strictObject({
  /** Stable within the rulebook: `evidence.penalty`. */
  id: z.string().regex(/^[a-zA-Z][a-zA-Z0-9.]*$/),
  class: z.enum(RETENTION_CLASSES),
  when: z
    .strictObject({
      /** Any of these flags … */
      anyOf: z.array(z.enum(FLAGS)),
      /** … or being joined to a case of one of these kinds … */
      caseKinds: z.array(z.enum(CASE_KINDS)),
      /** … or being labelled with one of these categories … */
      categories: z.array(z.string().min(1)).optional(),
      /** … and none of these flags. */
      noneOf: z.array(z.enum(FLAGS)),
    })
    .refine(
      (w) => w.anyOf.length + w.caseKinds.length + (w.categories?.length ?? 0) > 0,
      'a rule that nothing calls for',
    ),
  keep: cited(period),
});
export type RetentionRule = z.infer<typeof retentionRule>;

export const retentionRules = z.strictObject({
  /** For all footage; null where the text gives none: footage that no rule speaks of is then kept until it is classified. */
  base: cited(period).nullable(),
  rules: z
    .array(retentionRule)
    .refine((rules) => new Set(rules.map((r) => r.id)).size === rules.length, 'two rules with one id'),
  /** Days between the proposal to dispose of footage and the earliest approval. */
  noticeDays: cited(z.int().min(0)),
});
export type RetentionRules = z.infer<typeof retentionRules>;
