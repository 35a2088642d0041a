/** The original and the sidecars of a record, as the archive shows them now: there or not, and locked until when. */
import { hasCode } from '../../domain/errors.js';
import { toInstant } from '../../domain/time.js';
import { originalKey } from '../../archive/keys.js';
import type { Importing } from './import-archive.js';
import type { BelievedRecord } from './judge-record.js';

export interface SeenObject {
  readonly sha256: string;
  readonly key: string;
  readonly bytes: number;
  /** Null: the archive did not say. */
  readonly retainUntil: string | null;
  readonly legalHold: boolean | null;
  /** Null: it does not show the object, or one of another size. */
  readonly seenAt: string | null;
  readonly station: string;
  readonly clip: string;
}

type Asking = Pick<Importing, 'archive' | 'clock'>;

export const objectsOf = (asking: Asking, { key, record }: BelievedRecord): Promise<readonly SeenObject[]> =>
  Promise.all(
    [record.content.clip, ...record.content.sidecars].map(async ({ sha256, bytes }): Promise<SeenObject> => ({
      sha256,
      key: originalKey(sha256),
      bytes,
      ...(await shown(asking, sha256, bytes)),
      station: key.station,
      clip: key.clip,
    })),
  );

async function shown(
  { archive, clock }: Asking,
  sha256: string,
  bytes: number,
): Promise<Pick<SeenObject, 'retainUntil' | 'legalHold' | 'seenAt'>> {
  const seenAt = toInstant(clock.now());
  try {
    const found = await archive.target.head(originalKey(sha256));
    if (found?.bytes !== bytes) return { retainUntil: null, legalHold: null, seenAt: null };
    return { retainUntil: found.retention?.until ?? null, legalHold: found.legalHold, seenAt };
  } catch (error) {
    // It is there, and what was noted of its lock cannot be read: that is no answer, and `null` says so.
    if (hasCode(error, 'bwc.archive.lock')) return { retainUntil: null, legalHold: null, seenAt };
    throw error;
  }
}
