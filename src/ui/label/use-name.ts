/** The canonical name as it would be, while one types. */
import { useEffect, useState } from 'react';
import type { QuestionOutput } from '../../web/api-types.js';
import { ask } from '../api/client.js';
import type { NameParts } from './name-parts.js';

export type NameAnswer = QuestionOutput<'name.check'>;

/** Not at every key, but before the next word. */
const SETTLE_MS = 120;

/** Undefined until the first answer, and where the rulebook gives no name. */
export function useName(clip: string, parts: NameParts | null): NameAnswer | undefined {
  const [answer, setAnswer] = useState<NameAnswer | undefined>();
  const text = parts === null ? null : JSON.stringify(parts);
  useEffect(() => {
    if (text === null) return undefined;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      ask('name.check', { clip, parts: JSON.parse(text) as NameParts }, stop.signal).then(setAnswer, () => undefined);
    }, SETTLE_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [clip, text]);
  return answer?.clip === clip ? answer : undefined;
}
