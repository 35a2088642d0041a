/** `npm run docs:regulations`: writes docs/regulations.md anew. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { citedIds } from './cited-ids.js';
import { regulationsPage } from './regulations-page.js';
import { readRequirements } from './requirements.js';

const root = process.cwd();
writeFileSync(join(root, 'docs/regulations.md'), regulationsPage(readRequirements(root), citedIds(root)));
