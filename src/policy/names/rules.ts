/** The part of a rulebook that says how a clip is called. */
import { z } from 'zod';
import { cited } from '../rulebook/cited.js';

/** What a part of a name holds. */
export const NAME_PARTS = [
  'unit',
  'party',
  'date',
  'content',
  'time',
  'caseNumber',
  'stage',
  'ordinal',
  'recordItem',
  'handler',
] as const;
export type NamePart = (typeof NAME_PARTS)[number];

const namePart = z.strictObject({
  part: z.enum(NAME_PARTS),
  /** As the regulation calls it: `行政执法相对人`. */
  title: z.string().min(1),
  /** `date`: a day written 20260302; `dateTime`: 202603021605; `ordinal`: 1, 2, … without leading zeros. */
  kind: z.enum(['text', 'date', 'dateTime', 'ordinal']),
  /** What may stand here when there is none (当事人不在场, 无案号); null where there is always one. */
  whenNone: z.string().min(1).nullable(),
});
export type NamePartRule = z.infer<typeof namePart>;

const nameForm = z.strictObject({
  parts: cited(
    z
      .array(namePart)
      .min(1)
      .refine((parts) => new Set(parts.map((p) => p.part)).size === parts.length, 'a part may stand in a name once'),
  ),
  separator: cited(z.string().regex(/^[-+_=~&@#,;]$/, 'one mark that every file system takes')),
});
export type NameForm = z.infer<typeof nameForm>;

export const namingRules = z.strictObject({
  /** The name footage is kept and found under; null where the rulebook gives none. */
  storage: nameForm.nullable(),
  /** The name inside a case file; null where the rulebook gives none. */
  caseItem: nameForm.nullable(),
  /** Bytes of UTF-8 of a whole file name, with number and extension: what ext4, NTFS and exFAT all take. */
  maxBytes: cited(z.int().min(32).max(255)),
  /** UTF-16 units a disc (Joliet) holds: more is no failure, but wants a shorter name on the disc. */
  discUnits: cited(z.int().min(16)),
});
export type NamingRules = z.infer<typeof namingRules>;
