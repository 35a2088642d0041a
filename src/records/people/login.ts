/** What somebody types to sign in: letters, digits, dot, dash and underscore; width and case do not count. */
import { z } from 'zod';

export const login = z
  .string()
  .max(64)
  .transform((text) => text.trim().normalize('NFKC').toLowerCase())
  .pipe(z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._-]{1,63}$/u, 'is no name to sign in with: letters, digits, . - _'));
