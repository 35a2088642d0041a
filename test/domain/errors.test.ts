import { describe, expect, it } from 'vitest';
import { DeviceError } from '../../src/device/errors.js';
import {
  BwcError,
  ERROR_CODES,
  errnoOf,
  hasCode,
  isRetryable,
  messageOf,
  type ErrorCode,
} from '../../src/domain/errors.js';

/** Whether a later try may succeed without anybody changing anything on the camera. */
const RETRYABLE: readonly ErrorCode[] = [
  'bwc.device.gone',
  'bwc.device.timeout',
  'bwc.ingest.source_changed',
  'bwc.ingest.short_read',
  'bwc.ingest.disk_full',
  'bwc.ingest.reserve_reached',
  'bwc.ingest.readback_mismatch',
  'bwc.ingest.fsync_failed',
  'bwc.ingest.cancelled',
];

describe('errors', () => {
  it.each(ERROR_CODES.map((code) => [code, RETRYABLE.includes(code)] as const))('%s retryable: %s', (code, answer) => {
    expect(isRetryable(new BwcError(code, 'x'))).toBe(answer);
  });

  it('of others are never retryable', () => {
    for (const error of [
      new Error('bwc.device.gone'),
      Object.assign(new Error('x'), { code: 'bwc.device.gone' }),
      'bwc.device.gone',
      null,
      undefined,
    ]) {
      expect(isRetryable(error)).toBe(false);
      expect(hasCode(error, 'bwc.device.gone')).toBe(false);
    }
  });

  it('have codes of one form, each once', () => {
    expect(new Set(ERROR_CODES).size).toBe(ERROR_CODES.length);
    for (const code of ERROR_CODES) expect(code).toMatch(/^bwc(?:\.[a-z][a-z0-9_]*){1,2}$/);
  });

  it('are known by their code in any class', () => {
    const cause = new Error('EIO');
    const error = new DeviceError('bwc.device.read_error', 'cannot read', { position: 5 }, { cause });
    expect(hasCode(error, 'bwc.device.gone', 'bwc.device.read_error')).toBe(true);
    expect(hasCode(error, 'bwc.device.gone')).toBe(false);
    expect(hasCode(error)).toBe(false);
    expect(error).toMatchObject({ name: 'DeviceError', cause });
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      code: 'bwc.device.read_error',
      message: 'cannot read',
      details: { position: 5 },
    });
  });

  it('of the system have an errno name', () => {
    expect(errnoOf(Object.assign(new Error('x'), { code: 'ENOSPC' }))).toBe('ENOSPC');
    for (const other of [
      Object.assign(new Error('x'), { code: 28 }),
      new Error('x'),
      { code: 'ENOSPC' },
      'ENOSPC',
      null,
    ])
      expect(errnoOf(other)).toBeUndefined();
  });

  it('have a message, whatever was thrown', () => {
    expect([new Error('a'), 'b', 3, null, undefined].map(messageOf)).toEqual(['a', 'b', '3', 'null', 'undefined']);
  });
});
