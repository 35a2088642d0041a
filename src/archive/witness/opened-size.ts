import { parseCheckpoint, splitNote } from '../../store/custody/checkpoint.js';
import { parseShown } from './request.js';

/** Entries that a shown checkpoint says it covers, its signature not looked at; null where it is none. */
export function openedSize(text: string): number | null {
  const split = splitNote(parseShown(text)?.note ?? '');
  return split === undefined ? null : (parseCheckpoint(split.text)?.size ?? null);
}
