/** Words that one key writes: of the first field that has a list, else what was inspected, in the rulebook's words. Pure. */
import { isList, type Form, type TextName } from './draft.js';

export interface QuickWords {
  readonly field: TextName;
  /** At most nine, for the keys 1 to 9. */
  readonly words: readonly string[];
}

const KEYS = 9;

export function quickWords(form: Form): QuickWords | null {
  for (const { field, words } of form.fields)
    if (!isList(field) && words !== null) return { field, words: words.slice(0, KEYS) };
  const content = form.fields.some(({ field }) => field === 'inspectionContent');
  return content ? { field: 'inspectionContent', words: (form.recordItems ?? form.activities).slice(0, KEYS) } : null;
}
