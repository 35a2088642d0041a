/**
 * Whether words stand in the text of a regulation. The texts are not ours to copy: `text-grams.json` holds, for each text
 * without its white space, the first three bytes of the SHA-256 of every run of four characters: enough to see that a
 * phrase is in it, too little to read it.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const grams = JSON.parse(readFileSync(join(import.meta.dirname, 'text-grams.json'), 'utf8')) as Record<string, string>;
const known = new Map(
  Object.entries(grams).map(([id, base64]) => [
    id,
    new Set(Buffer.from(base64, 'base64').toString('hex').match(/.{6}/g) ?? []),
  ]),
);

/** Runs of four characters of the phrase that are nowhere in the text; empty where the phrase is in it. */
export function missingRuns(phrase: string, regulation: string): string[] {
  const text = phrase.replace(/\s+/g, '');
  const runs = Array.from({ length: Math.max(1, text.length - 3) }, (_, i) => text.slice(i, i + 4));
  const there = known.get(regulation);
  return runs.filter((run) => there?.has(createHash('sha256').update(run).digest('hex').slice(0, 6)) !== true);
}
