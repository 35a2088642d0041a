/** The small file that says that a directory or a bucket is an archive, and which. */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { toInstant, type Clock } from '../domain/time.js';
import { ArchiveError } from './errors.js';

const markerSchema = z.object({ format: z.literal(1), archiveId: z.string().min(1), createdAt: z.string() });
export type ArchiveMarker = z.infer<typeof markerSchema>;

export function newMarker(clock: Clock): string {
  const marker: ArchiveMarker = { format: 1, archiveId: randomUUID(), createdAt: toInstant(clock.now()) };
  return `${JSON.stringify(marker)}\n`;
}

/** @param shown how the archive is called in messages @throws ArchiveError `bwc.archive.marker` where it is damaged */
export function parseMarker(text: string, shown: string): ArchiveMarker {
  const marker = markerSchema.safeParse(parsed(text));
  if (marker.success) return marker.data;
  throw new ArchiveError('bwc.archive.marker', `${shown} has a damaged marker`, { archive: shown, reason: 'damaged' });
}

/** @throws ArchiveError `bwc.archive.marker` */
export function mustBeArchive(marker: ArchiveMarker, archiveId: string, shown: string): void {
  if (marker.archiveId === archiveId) return;
  throw new ArchiveError('bwc.archive.marker', `${shown} is another archive`, {
    archive: shown,
    expected: archiveId,
    found: marker.archiveId,
  });
}

/** The share is not mounted, or the bucket was deleted or emptied, or nobody ever made it an archive. */
export const vanished = (shown: string, reason: string): ArchiveError =>
  new ArchiveError('bwc.archive.vanished', `${shown}: ${reason}`, { archive: shown, reason });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
