/** The part of a rulebook that says what an interruption of recording wants. */
import { z } from 'zod';
import { cited } from '../rulebook/cited.js';

/**
 * `voice`: spoken on the recording that resumes; `dutyLog`: 执勤日志; `appReport`: 报备 in the bureau's app; `written`:
 * 书面说明; `statement`: an explanation in any other form; `report`: told to a superior or the head of the unit.
 */
export const EXPLANATION_KINDS = ['voice', 'dutyLog', 'appReport', 'written', 'statement', 'report'] as const;
export type ExplanationKind = (typeof EXPLANATION_KINDS)[number];

export const UNSUITABLE_GROUNDS = ['stateSecret', 'other'] as const;

/** Every list is one demand, met by any of its kinds; all demands must be met. */
const demands = z.array(z.array(z.enum(EXPLANATION_KINDS)).min(1));
export type Demands = z.infer<typeof demands>;

export const continuityRules = z.strictObject({
  /** Up to so many milliseconds between two files of one device are a new file, not an interruption. */
  segmentGapMs: cited(z.int().min(0).max(60_000)),
  /** Recording went on after a while. */
  resumed: cited(demands),
  /** Recording did not go on, or never began. */
  notResumed: cited(demands),
  /** Causes to choose from, in the words of the text; a person may give another in words of his own. */
  causes: cited(z.array(z.string().min(1)).min(1)),
  /** On what grounds an act may go unrecorded (不适宜音像记录). Absent: the text makes no such exception. */
  notSuitable: cited(z.array(z.enum(UNSUITABLE_GROUNDS)).min(1)).optional(),
});
export type ContinuityRules = z.infer<typeof continuityRules>;
