/** What can be said in a label. What is left out stays as it was; null takes it away. */
import { z } from 'zod';
import { LABEL_FIELDS } from '../../policy/deadlines/label-rules.js';
import { SECRECY_MARKS } from '../../policy/facts/vocabulary.js';
import { goodsShape, serviceShape } from '../../policy/details/shapes.js';
import { PARTY_STATUSES, type TextField } from '../../store/repositories/labels.js';
import { prose, words } from '../text.js';

export const TEXT_FIELDS = LABEL_FIELDS.filter((f): f is TextField => f !== 'officers' && f !== 'witnesses');

/** Checked field by field against the rulebook, which can say how to mend it. */
const fieldText = z
  .string()
  .trim()
  .max(4000)
  .transform((text) => (text === '' ? null : text));

export const labelContent = z.strictObject({
  fields: z.partialRecord(z.enum(TEXT_FIELDS), fieldText.nullable()).default({}),
  officers: z
    .array(z.strictObject({ name: words(60), certificateNo: words(60).nullable().default(null) }))
    .max(50)
    .exactOptional(),
  witnesses: z.array(words(60)).max(50).exactOptional(),
  /** A list stands in place of the one before. */
  goods: z
    .array(goodsShape(words(500)))
    .max(200)
    .exactOptional(),
  services: z
    .array(serviceShape(words(500)))
    .max(50)
    .exactOptional(),
  partyStatus: z.enum(PARTY_STATUSES).nullable().exactOptional(),
  refusedToSign: z.boolean().nullable().exactOptional(),
  secrecy: z.array(z.enum(SECRECY_MARKS)).exactOptional(),
  important: z.boolean().nullable().exactOptional(),
  /** Why there is no case number yet (无案号). */
  noCaseNumber: prose.nullable().exactOptional(),
  note: prose.nullable().exactOptional(),
});
export type LabelContent = z.output<typeof labelContent>;
