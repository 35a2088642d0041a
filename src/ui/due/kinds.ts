/** The to-do lists there are, and what each asks for. */
import type { QuestionInput } from '../../web/api-types.js';

export const KINDS = ['late', 'dueSoon', 'unlabelled', 'interruptions', 'running'] as const;
export type Kind = (typeof KINDS)[number];

type DueInput = QuestionInput<'deadlines.next'>;

/** Of a list of deadlines; null for the list of interruptions. */
export function filterOf(kind: Kind): Pick<DueInput, 'state' | 'rule'> | null {
  if (kind === 'interruptions') return null;
  return kind === 'unlabelled' ? { rule: 'label' } : { state: kind };
}

export const kindOf = (text: string | null): Kind => KINDS.find((kind) => kind === text) ?? 'late';
