/**
 * An act that was not suitable to be recorded (不适宜音像记录), or part of one: who decided so, on what ground and why. It
 * stands in the place of a recording that is not there.
 */
import { z } from 'zod';
import { basisOf, type Basis } from '../rulebook/cited.js';
import { UNSUITABLE_GROUNDS, type ContinuityRules } from './rules.js';

/** `whole`: there is no recording of it; `part`: some of it was left out. */
export const EXTENTS = ['whole', 'part'] as const;

/** @param text what a reason and a name may be */
export const notRecordedShape = (text: z.ZodType<string>, name: z.ZodType<string> = text) =>
  z.strictObject({ extent: z.enum(EXTENTS), ground: z.enum(UNSUITABLE_GROUNDS), reason: text, decidedBy: name });
export type NotRecorded = Readonly<z.output<ReturnType<typeof notRecordedShape>>>;

export interface NotRecordedVerdict extends NotRecorded {
  /** Whether the rulebook lets an act go unrecorded on that ground. */
  readonly allowed: boolean;
  /** Where it does; without an article where the text makes no such exception. */
  readonly basis: Basis;
}

const SILENT: Basis = { article: null, phrase: null, of: null };

export function judgeNotRecorded(
  { notSuitable }: Pick<ContinuityRules, 'notSuitable'>,
  said: NotRecorded | null,
): NotRecordedVerdict | null {
  if (said === null) return null;
  const basis = notSuitable === undefined ? SILENT : basisOf(notSuitable);
  return { ...said, allowed: notSuitable?.value.includes(said.ground) === true, basis };
}
