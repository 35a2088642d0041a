/**
 * What an engine holds to, found out by trying, because several accept a request and quietly ignore half of it.
 *
 * Everything is tried on one small object below `.bwc/probe/` that is locked for two minutes, by headers of its own that
 * go before the bucket's default: it cannot be left behind for years. The next probe removes what has expired.
 */
import { createHash, randomUUID } from 'node:crypto';
import { hasCode } from '../../../domain/errors.js';
import { fromInstant, toDate, toInstant, type Clock, type Instant } from '../../../domain/time.js';
import { ArchiveError, failureOf } from '../../errors.js';
import type { Answer, ProbeChecks } from '../../probe-report.js';
import { reaches } from '../../retention.js';
import { remember } from './digests.js';
import type { S3Engine } from './engine.js';
import { getRetention, setRetention } from './lock.js';
import { removeProbes } from './probe-leftovers.js';
import { PROBE_PREFIX, type S3Settings } from './settings.js';

const FIRST_LOCK_MS = 60_000;
const SECOND_LOCK_MS = 120_000;
/** A probe of this age is locked no more, and no other station is at work on it. */
const OLD_MS = 600_000;

interface Probe {
  readonly engine: S3Engine;
  readonly lock: S3Settings['lock'];
  readonly key: string;
  /** Now, by the archive's clock, and a whole second. */
  readonly now: Instant;
  readonly signal: AbortSignal;
}

export async function probeEngine(
  engine: S3Engine,
  lock: S3Settings['lock'],
  clock: Clock,
  signal: AbortSignal,
): Promise<ProbeChecks> {
  // The marker was just read: the archive has told its time.
  const now = toInstant(Math.floor((clock.now() - (engine.clockAheadMs ?? 0)) / 1000) * 1000);
  await removeProbes(engine, PROBE_PREFIX, toInstant(fromInstant(now) - OLD_MS));
  const probe: Probe = { engine, lock, key: `${PROBE_PREFIX}${randomUUID()}`, now, signal };
  const version = await putProbe(probe, {});
  const wrongContentRefused = await refused(putProbe(probe, { wrongDigest: true }));
  const overwriteRefused = await refused(putProbe(probe, { ifNew: true }));
  const common = { wrongContentRefused, overwriteRefused, versioned: await versioned(probe) };
  if (lock === 'none') {
    await removeProbes(engine, probe.key, null);
    return { ...common, lockReadBack: 'no', shorteningRefused: 'no', deletionRefused: 'no', defaultRetention: 'no' };
  }
  return { ...common, ...(await probeLock(probe, lock, version)) };
}

type LockChecks = Pick<ProbeChecks, 'lockReadBack' | 'shorteningRefused' | 'deletionRefused' | 'defaultRetention'>;

async function probeLock(probe: Probe, lock: 'compliance' | 'governance', version: string | null): Promise<LockChecks> {
  const { engine, key, now } = probe;
  const place = { key, version };
  const until = (ms: number): Instant => toInstant(fromInstant(now) + ms);
  const asked = { until: until(SECOND_LOCK_MS), enforcement: lock };
  const set = await refused(setRetention(engine, place, asked));
  const held = set === 'no' && reaches(await getRetention(engine, place), asked.until, lock);
  const shorteningRefused = await refused(setRetention(engine, place, { ...asked, until: until(FIRST_LOCK_MS) }));
  const deletionRefused = await refused(
    engine.call('deleting a locked probe', ({ sdk, client }) =>
      client.send(
        new sdk.DeleteObjectCommand({
          Bucket: engine.bucket,
          Key: key,
          ...(version === null ? {} : { VersionId: version }),
        }),
      ),
    ),
  );
  const standing = await defaultMode(engine);
  // A default that is weaker than what is configured would stick to every object: no mode can be changed later.
  const lockReadBack = held && !(lock === 'compliance' && standing === 'GOVERNANCE') ? 'yes' : 'no';
  return { lockReadBack, shorteningRefused, deletionRefused, defaultRetention: standing === null ? 'no' : 'yes' };
}

async function putProbe(
  { engine, lock, key, now, signal }: Probe,
  { wrongDigest = false, ifNew = false },
): Promise<string | null> {
  const body = Buffer.from(`${key}\n`);
  if (wrongDigest) remember(body, { md5: createHash('md5').update(body).digest('base64'), sha256: '0'.repeat(64) });
  const until = toDate(toInstant(fromInstant(now) + FIRST_LOCK_MS));
  const { VersionId } = await engine.call('storing a probe', ({ sdk, client }) =>
    client.send(
      new sdk.PutObjectCommand({
        Bucket: engine.bucket,
        Key: key,
        Body: body,
        ...(ifNew ? { IfNoneMatch: '*' } : {}),
        ...(lock === 'none'
          ? {}
          : {
              ObjectLockMode: lock === 'compliance' ? ('COMPLIANCE' as const) : ('GOVERNANCE' as const),
              ObjectLockRetainUntilDate: until,
            }),
      }),
      { abortSignal: signal },
    ),
  );
  return VersionId ?? null;
}

/**
 * The same account did the same a moment ago with the right values: any answer but success is a refusal.
 * @throws ArchiveError where there was no answer, or one that says to come back
 */
async function refused(trying: Promise<unknown>): Promise<Answer> {
  try {
    await trying;
    return 'no';
  } catch (error) {
    if (hasCode(error, 'bwc.archive.unreachable', 'bwc.archive.cancelled') || failureOf(error).kind === 'full')
      throw error;
    return 'yes';
  }
}

async function versioned({ engine }: Probe): Promise<Answer> {
  try {
    const { Status } = await engine.call('asking for versioning', ({ sdk, client }) =>
      client.send(new sdk.GetBucketVersioningCommand({ Bucket: engine.bucket })),
    );
    return Status === 'Enabled' ? 'yes' : 'no';
  } catch (error) {
    if (hasCode(error, 'bwc.archive.credentials', 'bwc.archive.config')) return 'unknown';
    throw error;
  }
}

/** The mode of the bucket's default retention; null for none, or where this account may not ask. */
async function defaultMode(engine: S3Engine): Promise<string | null> {
  try {
    const { ObjectLockConfiguration } = await engine.call('asking for the default retention', ({ sdk, client }) =>
      client.send(new sdk.GetObjectLockConfigurationCommand({ Bucket: engine.bucket })),
    );
    return ObjectLockConfiguration?.Rule?.DefaultRetention?.Mode ?? null;
  } catch (error) {
    if (error instanceof ArchiveError && error.code !== 'bwc.archive.unreachable') return null;
    throw error;
  }
}
