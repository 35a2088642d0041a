/** Buckets as an administrator makes them, and an administrator's own hands on them. */
import { randomUUID } from 'node:crypto';
import * as s3 from '@aws-sdk/client-s3';
import { systemClock } from '../../../src/domain/time.js';
import { initialiseS3Archive } from '../../../src/archive/targets/s3/marker.js';
import type { S3Settings } from '../../../src/archive/targets/s3/settings.js';
import { newAccount, type Account, type Ceph } from './ceph.js';

export interface Bucket {
  readonly settings: S3Settings;
  readonly account: Account;
  /** Plain requests of the same account, past everything that is under test. */
  readonly admin: s3.S3Client;
}

/** @param locked with Object Lock, which brings versions with it */
export async function newBucket(ceph: Ceph, lock: S3Settings['lock'], locked = lock !== 'none'): Promise<Bucket> {
  const account = newAccount(ceph);
  const { accessKeyId, secretAccessKey } = account;
  const admin = new s3.S3Client({
    endpoint: ceph.endpoint,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey },
  });
  const bucket = `b${randomUUID()}`;
  await admin.send(new s3.CreateBucketCommand({ Bucket: bucket, ObjectLockEnabledForBucket: locked }));
  const reach = {
    endpoint: ceph.endpoint,
    addressing: 'path' as const,
    region: 'us-east-1',
    bucket,
    access: () => ({ accessKeyId, secretAccessKey, ca: null }),
  };
  const archiveId = await initialiseS3Archive(reach, systemClock);
  return { settings: { ...reach, archiveId, lock }, account, admin };
}
