/** What a rulebook asks of a label: fields, the words to choose from, and what else counts as labelled. */
import { z } from 'zod';
import { detailRules } from '../details/rules.js';
import { cited } from '../rulebook/cited.js';

export const LABEL_FIELDS = [
  'unit',
  'party',
  'inspectionDate',
  'inspectionContent',
  'enforcementTime',
  'caseNumber',
  'caseStage',
  'handler',
  'category',
  'officers',
  'address',
  'task',
  'witnesses',
] as const;
export type LabelField = (typeof LABEL_FIELDS)[number];

export const labelRulesSchema = z.strictObject({
  /** `required`: no label without it. `recorded`: kept where it is known. */
  fields: z.partialRecord(z.enum(LABEL_FIELDS), cited(z.enum(['required', 'recorded']))),
  /** What completes the duty: an annotation with the fields, or the association with a case alone (信息关联或标注). */
  satisfiedBy: cited(z.array(z.enum(['annotation', 'association'])).min(1)),
  ...detailRules,
});
export type LabelRules = z.infer<typeof labelRulesSchema>;

const words = cited(z.array(z.string().min(1)).min(1));

/** Words to choose from, in the order of the text. */
export const vocabulariesSchema = z.strictObject({
  /** What must be recorded (执法活动). */
  activities: words,
  /** Kinds of work a label is filed under (工作类型, 执法类别). */
  categories: words.optional(),
  /** Stages of a case (案件办理阶段). */
  stages: words.optional(),
  /** 记录事项 of the record list. */
  recordItems: words.optional(),
  /** Ways of serving a document. */
  serviceKinds: words.optional(),
});
export type Vocabularies = z.infer<typeof vocabulariesSchema>;
