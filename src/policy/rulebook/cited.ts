/**
 * A value of a rulebook never stands alone: it carries the article it rests on and the words of that article, or it
 * says that the text is silent and that the value is ours.
 */
import { z } from 'zod';

/** Where a value comes from. */
export type Citation =
  | {
      /** As the text numbers it: `第十五条`, `五`, `二（二）3（1）`, `附件2`. */
      readonly article: string;
      /** Words of the article, verbatim, few enough to be found in the text at a glance. */
      readonly phrase: string;
      /** The rulebook whose article it is, where that is not the rulebook the value stands in (filled in by inheritance). */
      readonly of?: string | undefined;
    }
  | {
      /** Not from the regulation. */
      readonly source: 'default';
      /** Why this value and no other, for the person who has to answer for it. */
      readonly note?: string | undefined;
      readonly of?: string | undefined;
    };

export type Cited<T> = Citation & { readonly value: T };

const fromText = { article: z.string().min(1), phrase: z.string().min(1), of: z.string().optional() };
const ours = { source: z.literal('default'), note: z.string().optional(), of: z.string().optional() };

/** The schema of a value with its source: `{ value, article, phrase }` or `{ value, source: 'default' }`. */
export const cited = <T extends z.ZodType>(value: T) =>
  z.union([z.strictObject({ value, ...fromText }), z.strictObject({ value, ...ours })]);

export const isDefault = (citation: Citation): boolean => 'source' in citation;

/** `第十五条「…」` as data, for verdicts and reports: null article where the text is silent. */
export interface Basis {
  readonly article: string | null;
  readonly phrase: string | null;
  /** The rulebook whose text it is; null where it is the one in force. */
  readonly of: string | null;
}

export const basisOf = (citation: Citation): Basis =>
  'source' in citation
    ? { article: null, phrase: null, of: citation.of ?? null }
    : { article: citation.article, phrase: citation.phrase, of: citation.of ?? null };
