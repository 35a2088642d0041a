/** The to-do lists there are, and what each asks for. */
import type { QuestionInput } from '../../web/api-types.js';
import { may, type Person } from '../session/session.js';

const KINDS = ['late', 'dueSoon', 'unlabelled', 'interruptions', 'running'] as const;
export type Kind = (typeof KINDS)[number];

/** Interruptions are of footage: who sees none is not told of them. */
export const kindsOf = (person: Person): readonly Kind[] =>
  KINDS.filter((kind) => kind !== 'interruptions' || may(person, 'clip.see'));

type DueInput = QuestionInput<'deadlines.next'>;

/** Of a list of deadlines; null for the list of interruptions. */
export function filterOf(kind: Kind): Pick<DueInput, 'state' | 'rule'> | null {
  if (kind === 'interruptions') return null;
  return kind === 'unlabelled' ? { rule: 'label' } : { state: kind };
}

/** @param kinds the person's */
export const kindOf = (kinds: readonly Kind[], text: string | null): Kind =>
  kinds.find((kind) => kind === text) ?? 'late';
