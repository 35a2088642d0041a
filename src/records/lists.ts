/** Lists that are asked for a page at a time, the newest first. */
import { z } from 'zod';
import type { ListPage } from '../store/repositories/list-page.js';
import type { QuestionContext } from './act.js';

/** @param most rows of a page */
export const pageShape = (most: number) => ({
  limit: z.int().min(1).max(most).default(100),
  /** The last one's id of the page before: every page but the last is full. */
  after: z.string().min(1).max(128).nullable().default(null),
});

/** The page, cut from what whoever asks sees. */
export const pageFor = (
  { sight }: QuestionContext,
  { after, limit }: { readonly after: string | null; readonly limit: number },
): ListPage => ({ sight: sight ?? null, after, limit });
