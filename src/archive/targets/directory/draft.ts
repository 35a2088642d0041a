/** The first note on an object, written beside its part and made durable with it, named when the object is. */
import { open } from 'node:fs/promises';
import { newUlid } from '../../../domain/ids.js';
import { toInstant } from '../../../domain/time.js';
import { wholeSeconds } from '../../retention.js';
import { notePath, partPath } from './layout.js';
import { foldNotes, noteText, readNotes } from './notes.js';
import { NEW_PART } from './part.js';
import { dropPart, giveName } from './publish.js';
import type { PutJob } from './put.js';

export interface Draft {
  readonly name: string;
  readonly readBack: 'direct' | 'cached';
}

/**
 * @param readBack how the object's bytes will have been read back when the note gets its name
 * @param settle makes both durable, of the note's file too
 */
export async function draftNote(
  job: PutJob,
  readBack: Draft['readBack'],
  settle: (fd: number) => Promise<void>,
): Promise<Draft> {
  const { source, clock } = job;
  const { metadata, lock } = job.options;
  const name = `${newUlid()}.part`;
  const file = await open(partPath(job.share.root, name), NEW_PART, 0o640);
  try {
    await file.writeFile(
      noteText({
        ...{
          kind: 'stored',
          at: toInstant(clock.now()),
          bytes: source.bytes,
          sha256: source.sha256,
          readBack,
          metadata,
        },
        ...(lock === undefined ? {} : { until: wholeSeconds(lock.until) }),
        ...(lock?.legalHold === true ? { hold: true } : {}),
      }),
    );
    await settle(file.fd);
    return { name, readBack };
  } catch (error) {
    await dropDraft(job, { name });
    throw error;
  } finally {
    await file.close();
  }
}

export const dropDraft = ({ share }: Pick<PutJob, 'share'>, { name }: Pick<Draft, 'name'>): Promise<void> =>
  dropPart(share.root, name);

/** Gives the note the next number; where somebody noted the object before, that stays. */
export async function nameDraft({ share, key }: PutJob, { name }: Draft): Promise<void> {
  for (let n = 1; ;) {
    if ((await giveName(share.root, partPath(share.root, name), notePath(share.root, key, n))) === 'published') return;
    const notes = await readNotes(share, key);
    if (foldNotes(notes).stored !== null) return dropDraft({ share }, { name });
    n = notes.length + 1;
  }
}
