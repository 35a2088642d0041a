import { inject } from 'vitest';
import { systemClock } from '../../../src/domain/time.js';
import { S3Target } from '../../../src/archive/targets/s3/s3-target.js';
import type { S3Settings } from '../../../src/archive/targets/s3/settings.js';
import { newBucket } from '../support/bucket.js';
import { describeTarget } from '../targets/contract.js';

const onCeph = (lock: S3Settings['lock']): void => {
  describeTarget(`Ceph, lock ${lock}`, async () => {
    const { settings, admin } = await newBucket(inject('ceph'), lock);
    const target = new S3Target(settings, systemClock);
    return {
      target,
      keepsLocks: lock !== 'none',
      end: () => {
        target.close();
        admin.destroy();
      },
    };
  });
};

onCeph('compliance');
onCeph('none');
