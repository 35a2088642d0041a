import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { libraryOf, type Library } from '../rulebook/library.js';

/** The regulations that come with the program: every `*.json` beside this file.
 * @throws PolicyError `bwc.rules.invalid` naming the file and the key */
export function loadRulebooks(folder: string = fileURLToPath(new URL('.', import.meta.url))): Library {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return libraryOf(names.sort().map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') })));
}
