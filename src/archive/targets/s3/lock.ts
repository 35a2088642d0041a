/** Retention and legal hold: asked for after the object is whole, then read back. What the engine answers is what counts. */
import { hasCode } from '../../../domain/errors.js';
import { toDate, type Instant } from '../../../domain/time.js';
import { ArchiveError } from '../../errors.js';
import { extended, reaches, wholeSeconds } from '../../retention.js';
import type { Retention, WantedLock } from '../../target.js';
import { versionId, type S3Engine } from './engine.js';

export type LockMode = 'compliance' | 'governance';

/** How engines say that an object has no lock. */
const NO_LOCK = ['NoSuchObjectLockConfiguration', 'ObjectLockConfigurationNotFoundError'];

const REFUSALS = ['bwc.archive.credentials', 'bwc.archive.config'] as const;

interface Place {
  readonly key: string;
  readonly version: string | null;
}

export function retentionOf(mode: string | undefined, until: { toISOString(): string } | undefined): Retention | null {
  if (until === undefined || (mode !== 'COMPLIANCE' && mode !== 'GOVERNANCE')) return null;
  return { until: until.toISOString(), enforcement: mode === 'COMPLIANCE' ? 'compliance' : 'governance' };
}

/**
 * With the bytes of a single request. Parts have none: Ceph 16 passes over the headers there without a word.
 * @returns what the request carries
 */
export const lockHeaders = (mode: LockMode, { until, legalHold }: WantedLock) => ({
  ObjectLockMode: mode === 'compliance' ? ('COMPLIANCE' as const) : ('GOVERNANCE' as const),
  ObjectLockRetainUntilDate: toDate(wholeSeconds(until)),
  ...(legalHold ? { ObjectLockLegalHoldStatus: 'ON' as const } : {}),
});

export async function getRetention(engine: S3Engine, { key, version }: Place): Promise<Retention | null> {
  try {
    const { Retention: found } = await engine.call(`reading the retention of ${key}`, ({ sdk, client }) =>
      client.send(new sdk.GetObjectRetentionCommand({ Bucket: engine.bucket, Key: key, ...versionId(version) })),
    );
    return retentionOf(found?.Mode, found?.RetainUntilDate);
  } catch (error) {
    if (saysNoLock(error)) return null;
    throw error;
  }
}

export async function setRetention(engine: S3Engine, { key, version }: Place, asked: Retention): Promise<void> {
  await engine.call(`setting the retention of ${key}`, ({ sdk, client }) =>
    client.send(
      new sdk.PutObjectRetentionCommand({
        Bucket: engine.bucket,
        Key: key,
        ...versionId(version),
        Retention: {
          Mode: asked.enforcement === 'compliance' ? 'COMPLIANCE' : 'GOVERNANCE',
          RetainUntilDate: toDate(asked.until),
        },
      }),
    ),
  );
}

/** @throws ArchiveError `bwc.archive.lock` where the engine refuses, or holds less than it was asked for */
export async function lengthen(engine: S3Engine, place: Place, until: Instant, mode: LockMode): Promise<Retention> {
  const wanted = wholeSeconds(until);
  const now = await getRetention(engine, place);
  if (now !== null && reaches(now, wanted, mode)) return now;
  await asLockFailure(place, setRetention(engine, place, extended(now, wanted, mode)));
  const then = await getRetention(engine, place);
  if (then !== null && reaches(then, wanted, mode)) return then;
  throw new ArchiveError('bwc.archive.lock', `${place.key} is not held as long as it was asked for`, {
    key: place.key,
    expected: wanted,
    found: then?.until ?? null,
    reason: then?.enforcement ?? 'no retention',
  });
}

/** @throws ArchiveError `bwc.archive.lock` where the engine refuses, or reads back something else */
export async function setHold(engine: S3Engine, place: Place, on: boolean): Promise<void> {
  const { key, version } = place;
  const target = { Bucket: engine.bucket, Key: key, ...versionId(version) };
  await asLockFailure(
    place,
    engine.call(`setting the hold on ${key}`, ({ sdk, client }) =>
      client.send(new sdk.PutObjectLegalHoldCommand({ ...target, LegalHold: { Status: on ? 'ON' : 'OFF' } })),
    ),
  );
  const { LegalHold } = await engine.call(`reading the hold on ${key}`, ({ sdk, client }) =>
    client.send(new sdk.GetObjectLegalHoldCommand(target)),
  );
  if ((LegalHold?.Status === 'ON') === on) return;
  throw new ArchiveError('bwc.archive.lock', `the hold on ${key} is not as it was set`, {
    key,
    expected: on,
    found: LegalHold?.Status ?? null,
  });
}

/** A refusal of the lock alone: the object was taken with the same account a moment ago. */
async function asLockFailure<T>({ key }: Place, setting: Promise<T>): Promise<T> {
  try {
    return await setting;
  } catch (error) {
    if (!(error instanceof ArchiveError) || !hasCode(error, ...REFUSALS)) throw error;
    throw new ArchiveError('bwc.archive.lock', error.message, { ...error.details, key });
  }
}

const saysNoLock = (error: unknown): boolean =>
  error instanceof ArchiveError && NO_LOCK.includes(String(error.details['reason']));
