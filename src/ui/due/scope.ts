/** Whose footage a to-do list is about. Pure. */
import type { Person } from '../session/session.js';

export const SCOPES = ['mine', 'unit', 'all'] as const;
export type Scope = (typeof SCOPES)[number];

/** As the deadlines are asked for. */
export interface Whose {
  readonly of?: 'mine' | { readonly unit: string };
}

/** The scopes a person can look at: within what the role reaches, and only where it is known who is meant. */
export function scopesOf(person: Person): readonly Scope[] {
  const reach = person.may['deadline.see'];
  return SCOPES.filter((scope) => {
    if (scope === 'mine') return person.numbers.length > 0 || reach === 'own';
    if (scope === 'unit') return person.unit !== null && reach !== 'own';
    return reach === 'all';
  });
}

export function whoseOf(person: Person, scope: Scope): Whose {
  if (scope === 'mine') return { of: 'mine' };
  return scope === 'unit' && person.unit !== null ? { of: { unit: person.unit.id } } : {};
}
