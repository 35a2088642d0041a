/** The rules that need no archive: names, parts, retentions, refusals, metadata, verdicts. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ArchiveError, failureOf } from '../../src/archive/errors.js';
import { digestOfKey, documentKey, originalKey, parseKey } from '../../src/archive/keys.js';
import { decodeMetadata, encodeMetadata } from '../../src/archive/metadata.js';
import { extended, reaches, wholeSeconds } from '../../src/archive/retention.js';
import type { Retention } from '../../src/archive/target.js';
import { codeOfErrno } from '../../src/archive/targets/directory/errno.js';
import { foldNotes, type Note } from '../../src/archive/targets/directory/notes.js';
import { codeOfFailure, retryAfterMs } from '../../src/archive/targets/s3/classify.js';
import { addDigests } from '../../src/archive/targets/s3/digests.js';
import { MOST_BYTES, partsOf, planParts } from '../../src/archive/targets/s3/parts.js';
import { judge } from '../../src/archive/verdict.js';
import { httpDate, toInstant } from '../../src/domain/time.js';

const MIB = 2 ** 20;
const sha256 = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('hex'));

describe('keys', () => {
  it('of originals are their digest, and come back from their text', () => {
    fc.assert(
      fc.property(sha256, (digest) => {
        const key = originalKey(digest);
        expect(key).toBe(`originals/sha256/${digest.slice(0, 2)}/${digest.slice(2, 4)}/${digest}`);
        expect(parseKey(key)).toBe(key);
        expect(digestOfKey(key)).toBe(digest);
      }),
    );
  });

  it('never leave the archive, whatever the text', () => {
    const piece = fc.oneof(
      fc.string(),
      fc.constantFrom('..', '.', '', '.bwc', '\0', 'records', '记录', 'a\nb', '~', '-rf'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 5 }), (pieces) => {
        const key = parseKey(pieces.join('/'));
        if (key === null) return;
        expect(key).toMatch(/^[A-Za-z0-9_-][A-Za-z0-9._-]*(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/);
      }),
    );
  });

  it.each([
    'originals/x',
    `originals/sha256/00/00/${'1'.repeat(64)}`,
    'one',
    'a//b',
    '../a/b',
    'a/.bwc/b',
    `a/${'b'.repeat(129)}`,
  ])('are not: %s', (text) => {
    expect(parseKey(text)).toBeNull();
  });

  it('refuse what is no digest and no document', () => {
    expect(() => originalKey('AB'.repeat(32))).toThrow(RangeError);
    expect(() => documentKey('records', '../x')).toThrow(RangeError);
    expect(() => documentKey('originals', 'sha256', 'aa', 'aa', 'a'.repeat(64))).toThrow(RangeError);
    expect(digestOfKey(documentKey('records', 'v1.json'))).toBeNull();
  });
});

describe('parts', () => {
  it('cover every byte once, in order, at most 10,000 of 5 MiB or more, within 64 MiB of memory', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: MOST_BYTES }), (bytes) => {
        const plan = planParts(bytes);
        if (plan === null) {
          expect(bytes).toBeLessThanOrEqual(8 * MIB);
          return;
        }
        expect(plan.partBytes * plan.atOnce).toBeLessThanOrEqual(64 * MIB);
        expect(plan.partBytes).toBeGreaterThanOrEqual(5 * MIB);
        expect(Math.ceil(bytes / plan.partBytes)).toBeLessThanOrEqual(10_000);
      }),
    );
    const parts = [...partsOf(20 * MIB + 1, 8 * MIB)];
    expect(parts.map(({ number, from, bytes }) => [number, from / MIB, bytes])).toEqual([
      [1, 0, 8 * MIB],
      [2, 8, 8 * MIB],
      [3, 16, 4 * MIB + 1],
    ]);
    expect(() => planParts(MOST_BYTES + 1)).toThrow(RangeError);
  });
});

describe('retentions', () => {
  const instant = fc.integer({ min: 0, max: 4e12 }).map(toInstant);
  const retention: fc.Arbitrary<Retention | null> = fc.option(
    fc.record({ until: instant, enforcement: fc.constantFrom('recorded', 'governance', 'compliance') }),
  );

  it('are never shortened or weakened, and reach what was asked for', () => {
    fc.assert(
      fc.property(
        retention,
        instant,
        fc.constantFrom('governance' as const, 'compliance' as const),
        (now, until, mode) => {
          const then = extended(now, until, mode);
          expect(reaches(then, until, mode)).toBe(true);
          if (now !== null) expect(reaches(then, now.until, now.enforcement)).toBe(true);
        },
      ),
    );
  });

  it('are rounded up to the second that engines keep', () => {
    expect(wholeSeconds('2026-01-01T00:00:00.001Z')).toBe('2026-01-01T00:00:01.000Z');
    expect(wholeSeconds('2026-01-01T00:00:01.000Z')).toBe('2026-01-01T00:00:01.000Z');
    expect(reaches(null, '2026-01-01T00:00:00.000Z', 'recorded')).toBe(false);
  });

  it('in a directory are the longest that was ever noted, in whatever order', () => {
    fc.assert(
      fc.property(fc.array(instant, { minLength: 1 }), (untils) => {
        const notes = untils.map((until): Note => ({ kind: 'retain', at: until, until }));
        expect(foldNotes(notes).retention?.until).toBe([...untils].sort().at(-1));
      }),
    );
    expect(foldNotes([])).toEqual({ stored: null, retention: null, legalHold: false });
  });
});

describe('refusals', () => {
  it.each([
    ['NoSuchBucket', 404, 'bwc.archive.vanished'],
    ['NotFound', 404, 'bwc.archive.missing'],
    ['BadDigest', 400, 'bwc.archive.content'],
    ['XAmzContentSHA256Mismatch', 400, 'bwc.archive.content'],
    ['EntityTooLarge', 400, 'bwc.archive.refused'],
    ['QuotaExceeded', 403, 'bwc.archive.full'],
    ['unknown', 507, 'bwc.archive.full'],
    ['AccessDenied', 403, 'bwc.archive.credentials'],
    ['InvalidAccessKeyId', 403, 'bwc.archive.credentials'],
    ['RequestTimeTooSkewed', 403, 'bwc.archive.clock'],
    ['SlowDown', 503, 'bwc.archive.unreachable'],
    ['unknown', 429, 'bwc.archive.unreachable'],
    ['NoSuchUpload', 404, 'bwc.archive.unreachable'],
    ['NotImplemented', 501, 'bwc.archive.config'],
    ['AuthorizationHeaderMalformed', 400, 'bwc.archive.config'],
    ['SyntaxError', 200, 'bwc.archive.unreachable'],
    ['ECONNREFUSED', null, 'bwc.archive.unreachable'],
    ['CERT_HAS_EXPIRED', null, 'bwc.archive.config'],
    ['constructor', null, 'bwc.archive.unreachable'],
  ] as const)('%s, HTTP %s, is %s', (reason, status, code) => {
    expect(codeOfFailure({ reason, status })).toBe(code);
  });

  it('that nobody knows put nothing aside for good', () => {
    fc.assert(
      fc.property(fc.string(), fc.option(fc.integer({ min: 100, max: 599 })), (text, status) => {
        const code = codeOfFailure({ reason: `x${text}`, status });
        // 404 alone says that one object is not there.
        if (status !== 404) expect(failureOf(new ArchiveError(code, '')).kind).not.toBe('never');
      }),
    );
  });

  it('of a share are told apart', () => {
    expect(['ENOSPC', 'EDQUOT', 'EFBIG', 'EACCES', 'ESTALE', 'EIO', undefined].map(codeOfErrno)).toEqual([
      'bwc.archive.full',
      'bwc.archive.full',
      'bwc.archive.refused',
      'bwc.archive.credentials',
      'bwc.archive.vanished',
      'bwc.archive.unreachable',
      'bwc.archive.unreachable',
    ]);
  });

  it('that say when to come back are heard', () => {
    const now = httpDate('Sat, 21 Nov 2026 16:57:04 GMT') ?? 0;
    expect(retryAfterMs('120', now)).toBe(120_000);
    expect(retryAfterMs('Sat, 21 Nov 2026 16:58:04 GMT', now)).toBe(60_000);
    expect(retryAfterMs('Sat, 21 Nov 2026 16:00:00 GMT', now)).toBe(0);
    for (const nonsense of [undefined, '', '-1', 'soon', '1e9', '2026-11-21'])
      expect(retryAfterMs(nonsense, now)).toBeNull();
    const asked = new ArchiveError('bwc.archive.unreachable', '', { retryAfterMs: 5000 });
    expect(failureOf(asked)).toEqual({ kind: 'later', scope: 'target', retryAfterMs: 5000 });
    expect(failureOf(new Error('a fault of ours'))).toEqual({ kind: 'later', scope: 'target', retryAfterMs: null });
    expect(failureOf(new ArchiveError('bwc.archive.conflict', '')).kind).toBe('never');
  });
});

it('metadata is plain ASCII on the wire and comes back as it was, whatever anybody wrote', () => {
  const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,10}$/);
  fc.assert(
    fc.property(fc.dictionary(name, fc.string({ unit: 'binary', maxLength: 20 }), { maxKeys: 4 }), (metadata) => {
      const line = encodeMetadata(metadata);
      expect(line).toMatch(/^[A-Za-z0-9_-]*$/);
      expect(decodeMetadata(line)).toEqual({ ...metadata });
    }),
  );
  expect(() => encodeMetadata({ 'X-Bad': '' })).toThrow(RangeError);
  for (const foreign of ['', '%%%', 'bnVsbA', 'WzFd', 'eyJhIjoxfQ']) expect(decodeMetadata(foreign)).toEqual({});
});

it('every body is sent with its MD5 and its signed SHA-256, and with none of the newer checksums', () => {
  const headers = {
    'x-amz-checksum-crc32': 'AAAAAA==',
    'x-amz-sdk-checksum-algorithm': 'CRC32',
    'content-length': '3',
  };
  const request = { method: 'PUT', headers, body: Buffer.from('abc') };
  addDigests(request);
  expect(request.headers).toEqual({
    'content-length': '3',
    'content-md5': createHash('md5').update('abc').digest('base64'),
    'x-amz-content-sha256': createHash('sha256').update('abc').digest('hex'),
  });
});

describe('the verdict', () => {
  const all = {
    wrongContentRefused: 'yes',
    overwriteRefused: 'yes',
    versioned: 'yes',
    lockReadBack: 'yes',
    shorteningRefused: 'yes',
    deletionRefused: 'yes',
    defaultRetention: 'yes',
  } as const;

  it('names what is missing, and refuses an archive for what is needed only', () => {
    expect(judge(all, 'compliance')).toEqual({
      mayArchive: true,
      enforcement: 'compliance',
      inTheWay: [],
      lacking: [],
    });
    expect(judge({ ...all, defaultRetention: 'no' }, 'governance')).toMatchObject({ mayArchive: true });
    for (const check of ['wrongContentRefused', 'lockReadBack', 'shorteningRefused', 'deletionRefused'] as const) {
      const verdict = judge({ ...all, [check]: 'unknown' }, 'compliance');
      expect(verdict).toEqual({ mayArchive: false, enforcement: null, inTheWay: [check], lacking: [check] });
    }
    expect(judge({ ...all, wrongContentRefused: 'no' }, 'none').mayArchive).toBe(false);
    expect(judge({ ...all, deletionRefused: 'no' }, 'recorded').mayArchive).toBe(true);
  });
});
