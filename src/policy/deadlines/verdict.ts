/** What the engine answers about one deadline: data for reports and programs; texts are made of it elsewhere. */
import type { Instant } from '../../domain/time.js';
import type { Flag, Moment, Reason } from '../facts/vocabulary.js';
import type { Basis } from '../rulebook/cited.js';
import type { Anchor } from './anchor.js';
import type { ExceptionVerdict } from './exceptions.js';
import type { LabelField } from './label-rules.js';
import type { DeadlineName, Limit } from './rules.js';
import type { DeadlineState, Due } from './settle.js';

/** A fact that would move the due time or the state, and where known to when. */
export type Change =
  /** The moment the rule names is not known; another stands in for it. */
  | { readonly kind: 'momentKnown'; readonly moment: Moment }
  /** The moment is known but not certain. */
  | { readonly kind: 'momentCertain'; readonly moment: Moment }
  | {
      readonly kind: 'exception';
      readonly exception: string;
      readonly reasons: readonly Reason[];
      readonly approval: string | null;
      readonly moment: Moment | null;
      readonly due: Instant | null;
    }
  /** Would be open, and is shut by what happened on site. */
  | { readonly kind: 'barred'; readonly exception: string; readonly flags: readonly Flag[] }
  /** Consent came after the ordinary limit had ended. */
  | { readonly kind: 'approvalTooLate'; readonly exception: string; readonly role: string }
  /** Open, and would be shut if one of these turned out to hold: then the ordinary limit counts. */
  | {
      readonly kind: 'wouldBar';
      readonly exception: string;
      readonly flags: readonly Flag[];
      readonly due: Instant | null;
    }
  /** The holidays of the year are not known yet. */
  | { readonly kind: 'calendar' }
  | { readonly kind: 'labelFields'; readonly fields: readonly LabelField[] }
  | { readonly kind: 'association' }
  /** Its label says that it is case work, and nobody has joined it to a case. */
  | { readonly kind: 'caseKnown' }
  /** The camera is lost or faulty; the duty can be done once it is back. */
  | { readonly kind: 'cameraBack'; readonly reason: Reason };

export interface DeadlineVerdict extends Due {
  readonly rule: DeadlineName;
  readonly state: DeadlineState;
  readonly overdue: boolean | null;
  readonly limit: Limit;
  /** The moment the limit started from; null if none is known. */
  readonly anchor: Anchor | null;
  /** The anchor is not the rule's own moment, or is not certain. */
  readonly estimated: boolean;
  /** The article of the limit that counts (the exception's where one applies). */
  readonly basis: Basis;
  /** The source is not one the text names: the limit is ours for it. */
  readonly byDefault: boolean;
  readonly exceptions: readonly ExceptionVerdict[];
  /** Why it is blocked. */
  readonly blockedBy: { readonly reason: Reason; readonly reference: string | null } | null;
  readonly wouldChange: readonly Change[];
}
