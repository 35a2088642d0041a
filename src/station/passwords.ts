/** Administrator passwords of camera models, from the configuration. Nothing here ever shows one. */
import { readFileSync, statSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { z } from 'zod';
import { Secret } from '../device/vendor-host/secret.js';
import { BwcError, errnoOf } from '../domain/errors.js';

const inFile = z.strictObject({ file: z.string().refine(isAbsolute, 'must be an absolute path') });
const inPlace = z
  .string()
  .min(1, 'a password cannot be empty')
  .transform((text) => new Secret(text));

/** By recognition code: up to 6 printable characters, as the camera answers them. */
export const passwordsSchema = z.record(
  z.string().regex(/^[\x21-\x7E]{1,6}$/, 'is no code of maker and model'),
  z.union([inPlace, inFile], 'write a password that is not empty, or { file = "/path" }'),
);

export type Passwords = z.infer<typeof passwordsSchema>;

/** @throws BwcError `bwc.config.invalid` naming the file that holds none */
export function readPasswords(passwords: Passwords): ReadonlyMap<string, Secret> {
  return new Map(
    Object.entries(passwords).map(([model, given]) => [
      model,
      given instanceof Secret ? given : readPassword(model, given.file),
    ]),
  );
}

function readPassword(model: string, file: string): Secret {
  const key = `cameras.passwords.${model}`;
  let text: string;
  try {
    // The line's end is an editor's; anything else may belong to the password.
    text = readFileSync(file, 'utf8').replace(/\r?\n$/, '');
  } catch (error) {
    const why = errnoOf(error) ?? 'unreadable';
    throw new BwcError('bwc.config.invalid', `${key}: ${file} cannot be read (${why})`, { file, key });
  }
  if (text === '') throw new BwcError('bwc.config.invalid', `${key}: ${file} is empty`, { file, key });
  return new Secret(text);
}

/** Files that hold passwords and that others than their owner may read. */
export function exposedPasswordFiles(config: string, passwords: Passwords): string[] {
  const all = Object.values(passwords).map((given) => (given instanceof Secret ? config : given.file));
  return [...new Set(all)].filter((file) => ((statSync(file, { throwIfNoEntry: false })?.mode ?? 0) & 0o077) !== 0);
}
