/** What the archives have witnessed of a station's log, held against what a backup holds of it. */
import type { KeyObject } from 'node:crypto';
import { openCheckpoint, type Checkpoint } from '../../store/custody/checkpoint.js';
import type { NodeGetter } from '../../store/custody/merkle.js';
import { rootOf } from '../../store/custody/merkle.js';
import type { ArchivePlace } from '../sync/context.js';
import { parseShown } from '../witness/request.js';

export interface Witnessed {
  readonly archive: string;
  readonly checkpoint: Checkpoint;
}

/** Those that the station signed, the smallest first; files that say nothing are left to the audit of the archive. */
export async function witnessedAt(
  places: readonly ArchivePlace[],
  station: string,
  origin: string,
  publicKey: KeyObject,
): Promise<Witnessed[]> {
  const all: Witnessed[] = [];
  for (const { name, witness } of places)
    for (const { text } of (await witness?.all(station)) ?? []) {
      const opened = openCheckpoint(parseShown(text)?.note ?? '', publicKey);
      if (opened.ok && opened.checkpoint.origin === origin) all.push({ archive: name, checkpoint: opened.checkpoint });
    }
  return all.sort((a, b) => a.checkpoint.size - b.checkpoint.size);
}

/** @returns the first one that says otherwise than a log of that size; undefined where none does */
export const contradiction = (all: readonly Witnessed[], size: number, node: NodeGetter): Witnessed | undefined =>
  all.find(({ checkpoint }) => checkpoint.size <= size && !rootOf(checkpoint.size, node).equals(checkpoint.root));
