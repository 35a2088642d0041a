/** Where the program for the sandbox is: always the built one, also when the caller runs from `src` under a test. */
import { accessSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { messageOf } from '../../domain/errors.js';
/** This file is `<root>/{src,dist}/ingest/media/program.*`. */
const root = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
export function locateProgram() {
  // A package manager may have put the dependencies beside this package rather than into it.
  const dependency = createRequire(join(root, 'package.json')).resolve('exif-parser');
  const folder = `${sep}node_modules`;
  return { root, modules: dependency.slice(0, dependency.lastIndexOf(`${folder}${sep}`) + folder.length) };
}
/** Plain words for what is missing before a sandbox can even be tried, or null. */
export function missingPart(tools) {
  for (const [name, path] of Object.entries(tools)) {
    try {
      accessSync(path, constants.X_OK);
    } catch (error) {
      return `${name} cannot be run: ${messageOf(error)}`;
    }
  }
  try {
    accessSync(join(root, 'dist/ingest/media/prober.js'), constants.R_OK);
    return null;
  } catch {
    return 'dist/ingest/media/prober.js is missing: run npm run build';
  }
}
