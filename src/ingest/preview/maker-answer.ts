/** What the sandboxed maker may answer. Held to the schema outside: whatever runs in there may have been taken over. */
import { z } from 'zod';
import { PREVIEW_ROLES } from '../../domain/preview.js';
import { MAX_FILES } from './maker-protocol.js';

const side = z.int().positive().max(10_000);

const madeFile = z.strictObject({
  role: z.enum(PREVIEW_ROLES),
  /** Which of the outputs it is in. */
  output: z
    .int()
    .nonnegative()
    .max(MAX_FILES - 1),
  type: z.enum(['video/mp4', 'audio/mp4', 'image/jpeg']),
  width: side.nullable(),
  height: side.nullable(),
  durationMs: z.int().nonnegative().max(1_000_000_000).nullable(),
});

const reason = z.string().max(300);
const distinct = (values: readonly unknown[]): boolean => new Set(values).size === values.length;
const files = z
  .array(madeFile)
  .min(1)
  .max(MAX_FILES)
  .refine((list) => distinct(list.map((f) => f.role)) && distinct(list.map((f) => f.output)));

const answer = z.discriminatedUnion('state', [
  /** `reason`: what it lacks of the original, or null. */
  z.strictObject({ state: z.literal('made'), reason: reason.nullable(), files }),
  z.strictObject({ state: z.literal('asIs') }),
  z.strictObject({ state: z.literal('failed'), reason }),
]);

/** A sign of life, or the one answer. */
export const makerLine = z.union([z.strictObject({ alive: z.literal(true) }), z.strictObject({ answer })]);

export type MadeFile = z.infer<typeof madeFile>;
export type MakerAnswer = z.infer<typeof answer>;
export type MakerLine = z.infer<typeof makerLine>;
