/** What lies in the archives under a prefix, in the order of keys, each key once with all its copies. */
import type { ObjectKey } from '../../archive/keys.js';
import { pagesOf, type OpenedArchive } from '../import/opened-archive.js';
import { together } from './merge.js';

export interface Copy {
  readonly key: ObjectKey;
  readonly bytes: number;
  readonly archive: OpenedArchive;
}

export interface Lying {
  readonly key: ObjectKey;
  readonly copies: readonly Copy[];
}

export async function* lyingIn(archives: readonly OpenedArchive[], prefix: string): AsyncGenerator<Lying> {
  let held = null as { readonly key: ObjectKey; readonly copies: Copy[] } | null;
  for await (const copy of together(archives.map((archive) => copiesIn(archive, prefix)))) {
    if (held?.key === copy.key) held.copies.push(copy);
    else {
      if (held !== null) yield held;
      held = { key: copy.key, copies: [copy] };
    }
  }
  if (held !== null) yield held;
}

async function* copiesIn(archive: OpenedArchive, prefix: string): AsyncGenerator<Copy> {
  for await (const page of pagesOf(archive.target, prefix))
    for (const { key, bytes } of page) yield { key, bytes, archive };
}
