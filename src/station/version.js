import { readFileSync } from 'node:fs';
const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
/** Of this program, from its package.json. */
export const VERSION = manifest.version;
