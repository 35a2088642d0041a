/** What can be said of a case. What is left out stays as it was; null takes it away. */
import { z } from 'zod';
import { CASE_KINDS } from '../../policy/retention/rules.js';
import { words } from '../text.js';

export const casePeriod = z.union([
  z.strictObject({ years: z.int().min(1).max(200) }),
  z.strictObject({ months: z.int().min(1).max(2400) }),
  z.literal('permanent'),
]);

export const caseContent = z.strictObject({
  kind: z.enum(CASE_KINDS).nullable().exactOptional(),
  number: words(120).nullable().exactOptional(),
  party: words(200).nullable().exactOptional(),
  stage: words(60).nullable().exactOptional(),
  retention: casePeriod.nullable().exactOptional(),
});
export type CaseContent = z.output<typeof caseContent>;
