/** The part of a rulebook that says whose consent it takes to see, copy or give away footage. */
import { z } from 'zod';
import { cited } from '../rulebook/cited.js';

/** Who asks. `internalWork`: 因工作需要; `supervision`: 督察、检查. */
export const ASKERS = ['party', 'otherUnit', 'otherPerson', 'internalWork', 'supervision'] as const;
export type Asker = (typeof ASKERS)[number];

/** `sensitive`: 内容复杂、敏感，易引发社会争议; `secret`: what must by law stay secret. */
export const SENSITIVITIES = ['ordinary', 'sensitive', 'secret'] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

/** `release`: giving it outside the organ, or publishing it. */
export const ACTS = ['view', 'copy', 'release'] as const;
export type Act = (typeof ACTS)[number];

export const APPROVER_ROLES = [
  'organHead',
  'legalSection',
  'deputyHead',
  'principalHead',
  'unitPrincipalLeader',
  'leaderInCharge',
  'committeeLeaderInCharge',
  'archivist',
  'custodian',
] as const;
export type ApproverRole = (typeof APPROVER_ROLES)[number];

/** `signForm`: consent given by signing the named form; `provide`: hands over the copy once all have agreed. */
export const STEP_ACTS = ['review', 'approve', 'signForm', 'register', 'provide'] as const;

const step = z.strictObject({
  role: z.enum(APPROVER_ROLES),
  /** As the text calls that person: `分管负责人`. */
  title: z.string().min(1),
  does: z.enum(STEP_ACTS),
  /** The form that is signed, by its name; null where the text names none. */
  form: z.string().min(1).nullable(),
});
export type ApprovalStep = z.infer<typeof step>;

export const approvalEntry = z.strictObject({
  askers: z.array(z.enum(ASKERS)).min(1),
  sensitivities: z.array(z.enum(SENSITIVITIES)).min(1),
  acts: z.array(z.enum(ACTS)).min(1),
  /** Steps in order, or a refusal: nobody in this organ may consent. */
  outcome: cited(
    z.union([z.strictObject({ steps: z.array(step).min(1) }), z.strictObject({ refuse: z.literal(true) })]),
  ),
});
export type ApprovalEntry = z.infer<typeof approvalEntry>;

/** A row that a bureau put before those of the regulation. */
export const addedEntry = approvalEntry.extend({ id: z.string().regex(/^[a-zA-Z][a-zA-Z0-9]*$/) });

/** What has to be written down of each request. */
export const REGISTER_FIELDS = ['viewer', 'copier', 'approver', 'time', 'reason'] as const;

export const approvalRules = z.strictObject({
  /** The first that fits a request decides. A request that none fits takes the longest ladder of the rulebook. */
  matrix: z
    .array(approvalEntry)
    .min(1)
    .refine((m) => m.some((e) => 'steps' in e.outcome.value), 'nobody could ever consent'),
  /** Rows of a bureau's own: looked through first. */
  added: z
    .array(addedEntry)
    .refine((rows) => new Set(rows.map((r) => r.id)).size === rows.length, 'two rows with one id')
    .optional(),
  register: cited(z.array(z.enum(REGISTER_FIELDS))),
});
export type ApprovalRules = z.infer<typeof approvalRules>;
