/** The requirements of the five regulations, as docs/requirements/*.json hold them: one row per obligation. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** In the order in which docs/regulations.md explains them. */
export const TYPES = ['S', 'A', 'R', 'U', 'I'] as const;
export const STATES = ['done', 'partial', 'planned', 'not software'] as const;
export type State = (typeof STATES)[number];

/** `SH-14`: the regulation, and the number that stays with the obligation whatever is added later. */
export const REQUIREMENT_ID = /^(?:SH|SP|PD|TJ|XM)-\d{2}$/;

const rowSchema = z.strictObject({
  id: z.string().regex(REQUIREMENT_ID),
  /** As the text numbers it: `第十五条第一款`, `二（二）3（1）`, `附件2`. */
  article: z.string().min(1),
  /** Words of the article, verbatim. */
  phrase: z.string().min(1),
  /** One line, in English. */
  obligation: z.string().min(1),
  /** Whom it binds; more than one where it binds more than one part. */
  type: z.array(z.enum(TYPES)).min(1),
  state: z.enum(STATES),
  /** Files or folders of the repository, or `src/policy/rulebooks/NAME.json#key` with a key as `bwc rules show` writes it. */
  implementedBy: z.array(z.string().min(1)),
  /** What is missing, and where it will come. */
  note: z.string().min(1).optional(),
});
export type Requirement = z.infer<typeof rowSchema>;

const fileSchema = z.strictObject({
  regulation: z.string().min(1),
  title: z.string().min(1),
  rows: z.array(rowSchema).min(1),
});
export type RegulationRequirements = z.infer<typeof fileSchema>;

/** @param root of the repository */
export function readRequirements(root: string): RegulationRequirements[] {
  const folder = join(root, 'docs/requirements');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => fileSchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
    .sort((a, b) => (a.regulation < b.regulation ? -1 : 1));
}
