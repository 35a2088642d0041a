import { createContext, useContext } from 'react';
import type { Person } from './session.js';

export const PersonContext = createContext<Person | null>(null);

/** Who is signed in: to be used below the frame only, which is not shown to anybody else. */
export function usePerson(): Person {
  const person = useContext(PersonContext);
  if (person === null) throw new Error('nobody is signed in');
  return person;
}
