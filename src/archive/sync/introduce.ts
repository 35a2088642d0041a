/** The station's public key lies beside what it signed, so that an outsider can check that; under its own name, once. */
import { createHash } from 'node:crypto';
import { publicKeyOf } from '../../store/custody/clip-proof.js';
import { documentKey } from '../keys.js';
import type { ArchivePlace, SyncContext } from './context.js';

/** @throws ArchiveError `bwc.archive.conflict` where the archive knows the station by another key */
export async function introduce(
  { store }: Pick<SyncContext, 'store'>,
  place: ArchivePlace,
  signal: AbortSignal,
): Promise<void> {
  const { stationId } = store.marker;
  const data = Buffer.from(publicKeyOf(store.paths), 'utf8');
  const sha256 = createHash('sha256').update(data).digest('hex');
  const key = documentKey('stations', `${stationId}.pub`);
  if ((await place.target.head(key))?.sha256 === sha256) return;
  await place.target.put(
    key,
    { data, sha256 },
    {
      metadata: { station: stationId },
      signal,
      resume: null,
      keepNote: () => undefined,
      onProgress: () => undefined,
    },
  );
}
