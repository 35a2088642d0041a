/** A whole rulebook: one regulation, section by section. The sections are described beside the functions that take them. */
import { z } from 'zod';
import { approvalRules } from '../approvals/rules.js';
import { continuityRules } from '../continuity/rules.js';
import { labelRulesSchema, vocabulariesSchema } from '../deadlines/label-rules.js';
import { deadlinesSchema } from '../deadlines/rules.js';
import { gateRules } from '../gate/rules.js';
import { namingRules } from '../names/rules.js';
import { readinessRules } from '../readiness/rules.js';
import { retentionRules } from '../retention/rules.js';
import { cited } from './cited.js';
import { recordRules } from './record-rules.js';

export const DAY = z.iso.date();
export const RULEBOOK_ID = z
  .string()
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'lower-case words with hyphens, as in xiamen-2021');

/** Days, both counted; null: no end is stated. */
export const validitySchema = z
  .strictObject({ from: cited(DAY), to: cited(DAY.nullable()) })
  .refine((v) => v.to.value === null || v.from.value <= v.to.value, 'ends before it begins');

/** A value another rulebook lends, because the text refers to that regulation and is silent itself. */
const inheritance = z.strictObject({
  /** The value's key, as `bwc rules show` writes it: `retention.base`. */
  key: z.string().min(1),
  from: RULEBOOK_ID,
  /** Words of this text that refer to the other. */
  phrase: z.string().min(1),
  /** What the bureau has to confirm. */
  confirm: z.string().min(1),
});

export const rulebookSchema = z.strictObject({
  id: RULEBOOK_ID,
  /** The regulation's own title and number. */
  title: z.string().min(1),
  issuer: z.string().min(1),
  number: z.string().min(1).nullable(),
  validity: validitySchema,
  inherits: z.array(inheritance),
  deadlines: deadlinesSchema,
  label: labelRulesSchema,
  vocabularies: vocabulariesSchema,
  naming: namingRules,
  retention: retentionRules,
  approvals: approvalRules,
  continuity: continuityRules,
  readiness: readinessRules,
  gate: gateRules,
  records: recordRules,
});
export type RulebookDocument = z.infer<typeof rulebookSchema>;

/** The sections that hold values; the rest says whose rulebook it is. */
export const SECTIONS = [
  'validity',
  'deadlines',
  'label',
  'vocabularies',
  'naming',
  'retention',
  'approvals',
  'continuity',
  'readiness',
  'gate',
  'records',
] as const;

/** A rulebook to work with: inheritance done, extensions laid over it and checked. */
export interface Rulebook extends RulebookDocument {
  /** Ids of the rulebooks it extends, nearest first; empty for a regulation itself. */
  readonly extends: readonly string[];
}
