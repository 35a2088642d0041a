import { describe, expect, it } from 'vitest';
import {
  AUDIT_FINDINGS,
  judgeObject,
  losesBytes,
  type Looked,
  type Promised,
} from '../../../src/archive/rolling-audit/judge.js';
import { originalKey } from '../../../src/archive/keys.js';
import type { StoredObject } from '../../../src/archive/target.js';
import { ARCHIVE_FINDING_WORDS } from '../../../src/i18n/archive-finding-words.js';
import { sha256 } from '../../store/support.js';

const digest = sha256('footage');
const UNTIL = '2030-01-01T00:00:00.000Z';
const promised: Promised = {
  sha256: digest,
  bytes: 7,
  objectVersion: 'v1',
  retainUntil: UNTIL,
  enforcement: 'governance',
  legalHold: true,
};
const seen: StoredObject = {
  key: originalKey(digest),
  bytes: 7,
  sha256: digest,
  version: 'v1',
  retention: { until: UNTIL, enforcement: 'governance' },
  legalHold: true,
  metadata: {},
};
const whole: Looked = { seen, shown: seen, read: { bytes: 7, sha256: digest, method: 'remote' }, unreadable: null };
const kinds = (looked: Partial<Looked>, told: Partial<Promised> = {}): string[] =>
  judgeObject({ ...promised, ...told }, { ...whole, ...looked }).map((f) => f.kind);

describe('an archived object that is looked at again', () => {
  it.each([
    ['as it was', {}, {}, []],
    ['gone', { seen: null, shown: null, read: null }, {}, ['missing']],
    ['gone where there are no versions', { seen: null, shown: null, read: null }, { objectVersion: null }, ['missing']],
    [
      'another version in its place',
      { seen: null, shown: { ...seen, version: 'v2' }, read: null },
      {},
      ['version_gone'],
    ],
    ['deleted as far as that goes', { shown: null }, {}, ['hidden']],
    ['other bytes', { read: { bytes: 7, sha256: sha256('x'), method: 'remote' } }, {}, ['altered']],
    ['cut short', { read: { bytes: 6, sha256: digest, method: 'remote' } }, {}, ['altered']],
    ['a medium that fails', { unreadable: 'EIO' }, {}, ['unreadable']],
    ['no retention', { seen: { ...seen, retention: null } }, {}, ['lock_shortened']],
    [
      'a shorter one',
      { seen: { ...seen, retention: { until: '2029-01-01T00:00:00.000Z', enforcement: 'governance' } } },
      {},
      ['lock_shortened'],
    ],
    [
      'a weaker one',
      { seen: { ...seen, retention: { until: UNTIL, enforcement: 'recorded' } } },
      {},
      ['lock_shortened'],
    ],
    [
      'a longer, stronger one',
      { seen: { ...seen, retention: { until: '2040-01-01T00:00:00.000Z', enforcement: 'compliance' } } },
      {},
      [],
    ],
    [
      'none, and none was confirmed',
      { seen: { ...seen, retention: null } },
      { retainUntil: null, enforcement: null },
      [],
    ],
    ['no hold', { seen: { ...seen, legalHold: false } }, {}, ['hold_gone']],
    ['no hold, and nobody knows of one', { seen: { ...seen, legalHold: false } }, { legalHold: null }, []],
    [
      'everything at once',
      {
        shown: null,
        seen: { ...seen, retention: null, legalHold: false },
        read: { bytes: 0, sha256: sha256(''), method: 'remote' },
      },
      {},
      ['hidden', 'altered', 'lock_shortened', 'hold_gone'],
    ],
  ] as readonly (readonly [string, Partial<Looked>, Partial<Promised>, readonly string[]])[])(
    '%s',
    (_, looked, told, expected) => {
      expect(kinds(looked, told)).toEqual(expected);
    },
  );

  it('says of every finding what it means, and of which the bytes are lost', () => {
    expect(Object.keys(ARCHIVE_FINDING_WORDS)).toEqual([...AUDIT_FINDINGS]);
    expect(AUDIT_FINDINGS.filter((kind) => losesBytes({ kind, detail: '' }))).toEqual([
      'missing',
      'version_gone',
      'altered',
      'unreadable',
    ]);
  });
});
