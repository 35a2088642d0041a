import { describe, expect, it } from 'vitest';
import { isGivenUp, isOfStation } from '../../../src/ingest/visit/failed-copy.js';
import type { Failure } from '../../../src/ingest/visit/protocol.js';

const failure = (code: Failure['code'], retryable: boolean): Failure => ({
  code,
  message: 'x',
  details: {},
  retryable,
});

describe('a copy that failed', () => {
  it('is tried three times where that may help, and once where it cannot', () => {
    const may = failure('bwc.device.read_error', true);
    expect([1, 2, 3].map((tries) => isGivenUp(may, tries))).toEqual([false, false, true]);
    expect(isGivenUp(failure('bwc.device.read_error', false), 1)).toBe(true);
  });

  it('is the fault of the station where writing failed, and of the camera where reading did', () => {
    const ours = ['bwc.ingest.disk_full', 'bwc.ingest.write_error', 'bwc.ingest.fsync_failed'] as const;
    for (const code of ours) expect(isOfStation(failure(code, true))).toBe(true);
    expect(isOfStation(failure('bwc.device.read_error', true))).toBe(false);
  });
});
