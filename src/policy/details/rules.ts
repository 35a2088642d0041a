/** What a rulebook wants noted of goods and of documents served. Absent: the text does not speak of it. */
import { z } from 'zod';
import { cited } from '../rulebook/cited.js';
import { GOODS_PARTS, MEASURES, SERVICE_PARTS, SERVICE_WAY_NAMES } from './vocabulary.js';

export const detailRules = {
  /** By what was done with them; what is wanted of goods that are involved is wanted of all. */
  goods: z.partialRecord(z.enum(MEASURES), cited(z.array(z.enum(GOODS_PARTS)).min(1))).optional(),
  service: z.partialRecord(z.enum(SERVICE_WAY_NAMES), cited(z.array(z.enum(SERVICE_PARTS)).min(1))).optional(),
};
export type DetailRules = z.output<z.ZodObject<typeof detailRules>>;
