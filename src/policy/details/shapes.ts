/** The shape of goods and services as people write them. */
import { z } from 'zod';
import { GOODS_PARTS, MEASURES, SERVICE_PARTS, type Goods, type Service } from './vocabulary.js';

const partsOf = <P extends string>(parts: readonly P[], text: z.ZodType<string>) =>
  Object.fromEntries(parts.map((part) => [part, text.exactOptional()])) as Record<
    P,
    z.ZodExactOptional<z.ZodType<string>>
  >;

/** @param text what one part may be */
export const goodsShape = (text: z.ZodType<string>): z.ZodType<Goods> =>
  z
    .strictObject({ measure: z.enum(MEASURES).default('involved'), ...partsOf(GOODS_PARTS, text) })
    .refine((goods) => Object.keys(goods).length > 1, 'says nothing of the goods');

/** @param text what one part may be */
export const serviceShape = (text: z.ZodType<string>): z.ZodType<Service> =>
  z.strictObject({ kind: text, ...partsOf(SERVICE_PARTS, text) });
