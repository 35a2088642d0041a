/** Texts that people write, as they may stand on record: nothing in them that a reader cannot see. */
import { z } from 'zod';
import { codePoint, faultOf, suspect } from '../policy/names/characters.js';

/** The first character that cannot be seen, as `U+202E`; null where there is none. */
export function unseen(text: string): string | null {
  if (!suspect(text)) return null;
  const found = Array.from(text).find((c) => faultOf(c) === 'invisible' && c !== '\u200d' && c !== '\ufe0f');
  return found === undefined ? null : codePoint(found);
}

const shown = (text: string): string => `holds a character that cannot be seen: ${unseen(text) ?? ''}`;

/** One line. @param max characters */
export const words = (max = 200) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => unseen(text) === null, { error: ({ input }) => shown(String(input)) });

/** Some lines: a reason, a note. */
export const prose = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .refine((text) => unseen(text.replaceAll(/\r?\n|\t/g, ' ')) === null, {
    error: ({ input }) => shown(String(input).replaceAll(/\r?\n|\t/g, ' ')),
  });
