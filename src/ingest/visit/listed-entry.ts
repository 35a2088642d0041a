/** A listed file as a row of its visit, and back. */
import type { ListedFile, NameFacts } from '../../device/camera.js';
import type { EntryRow, NewEntry } from '../../store/repositories/visit-entries.js';

export const toEntry = (f: ListedFile): NewEntry => ({
  index: f.index,
  path: f.path,
  bytes: f.bytes,
  allocatedBytes: f.allocatedBytes,
  stamp: f.stamp,
  modified: f.modified,
  class: f.class.as,
  kind: f.class.as === 'clip' || f.class.as === 'sidecar' ? f.class.kind : null,
  of: f.class.as === 'sidecar' ? f.class.of : null,
  locked: f.locked,
  nameFacts: f.nameFacts === null ? null : JSON.stringify(f.nameFacts),
  reason: 'reason' in f.class ? f.class.reason : null,
});

export const nameFactsOf = (entry: EntryRow): NameFacts | null =>
  entry.nameFacts === null ? null : (JSON.parse(entry.nameFacts) as NameFacts);
