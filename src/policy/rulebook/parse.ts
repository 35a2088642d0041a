/** JSON texts of rulebooks and extensions, checked against their schemas: what is wrong is said with file, key and why. */
import { z } from 'zod';
import { messageOf } from '../../domain/errors.js';
import { describeIssue } from '../describe-issue.js';
import { additionsSchema } from './additions.js';
import { PolicyError } from '../errors.js';
import { RULEBOOK_ID, rulebookSchema, validitySchema, type RulebookDocument } from './schema.js';

export interface JsonFile {
  /** For messages. */
  readonly file: string;
  readonly text: string;
}

/** What a bureau adds to a regulation or to another extension: single values, each with the bureau's own article. */
const extensionSchema = z.strictObject({
  id: RULEBOOK_ID,
  extends: RULEBOOK_ID,
  title: z.string().min(1),
  issuer: z.string().min(1),
  number: z.string().min(1).nullable().default(null),
  validity: validitySchema.optional(),
  /** By key, as `bwc rules show` writes them. A value that is not from a text of the bureau's has no place here. */
  set: z.record(
    z.string().min(1),
    z.strictObject({ value: z.json(), article: z.string().min(1), phrase: z.string().min(1) }),
  ),
  /** What there is more of than in what it extends. */
  add: additionsSchema.default({}),
});
export type ExtensionDocument = z.infer<typeof extensionSchema>;
export type SetValue = ExtensionDocument['set'][string];

/** @throws PolicyError `bwc.rules.invalid` */
export const parseRulebook = (file: JsonFile): RulebookDocument => checked(rulebookSchema, file.file, json(file));

/** @throws PolicyError `bwc.rules.invalid`; also where one key is set twice, which JSON itself would let pass */
export function parseExtension(file: JsonFile): ExtensionDocument {
  const extension = checked(extensionSchema, file.file, json(file));
  for (const key of Object.keys(extension.set)) {
    if (file.text.split(new RegExp(`${escaped(JSON.stringify(key))}\\s*:`)).length > 2)
      throw invalid(file.file, `set.${key}`, 'is set twice: it says two things');
  }
  return extension;
}

/** @throws PolicyError `bwc.rules.invalid` */
export function checked<T extends z.ZodType>(schema: T, file: string, value: unknown): z.output<T> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const { key, why } = describeIssue(result.error);
  throw invalid(file, key, why);
}

function json({ file, text }: JsonFile): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(file, '', `not JSON: ${messageOf(error)}`);
  }
}

export const invalid = (file: string, key: string, why: string): PolicyError =>
  new PolicyError('bwc.rules.invalid', `${file}: ${key === '' ? '' : `${key}: `}${why}`, { file, key });

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
