/** What a rulebook says of ledgers, forms, evidence notes and copies: read by the features that keep and print them. */
import { z } from 'zod';
import { cited } from './cited.js';

const names = cited(z.array(z.string().min(1)).min(1));
const demanded = cited(z.literal(true)).optional();

/** Absent: the text does not speak of it. */
export const recordRules = z.strictObject({
  /** Ledgers to be kept (台账). */
  ledgers: names.optional(),
  /** Forms of the text, by their own titles. */
  forms: names.optional(),
  /** What the note to footage used as evidence has to name. */
  evidenceNote: names.optional(),
  /** A copy on disc goes to the case file. */
  evidenceDisc: demanded,
  /** What footage is found by (可以索引). */
  index: names.optional(),
  longTermMedia: names.optional(),
  /** Days between copies kept in another place. */
  offsiteBackupDays: cited(z.int().positive()).optional(),
  /** Handing over when people are transferred. */
  handover: demanded,
  /** The unit that handles a case keeps a copy of its footage beside the archive's. */
  unitKeepsCaseCopy: demanded,
  /** Officers may not keep footage themselves. */
  officerMayNotKeep: demanded,
});
export type RecordRules = z.infer<typeof recordRules>;
