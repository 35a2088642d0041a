import { describe, expect, it } from 'vitest';
import { fromInstant } from '../../src/domain/time.js';
import { configText, parseConfig, type Config } from '../../src/station/config.js';
import { eraseSettings } from '../../src/station/erase-settings.js';
import { failure } from '../records/support.js';

const config = (changes: Readonly<Record<string, string>>, more = ''): Config =>
  parseConfig(
    Object.entries(changes).reduce(
      (text, [key, value]) => text.replace(`${key} = ""`, `${key} = "${value}"`),
      configText('思明中队', '一号站', ['/dock'], []),
    ) + more,
    '/data/config.toml',
  );
const clock = { now: () => fromInstant('2026-11-20T17:00:00.000Z') };

describe('erasing in the configuration', () => {
  it('is authorised by nobody at first', () => {
    expect(eraseSettings(config({}), clock)).toEqual({
      rule: { policy: 'afterArchived', authorised: null },
      archives: [],
    });
  });

  it('takes a name and a day, which by the zone of the station may be today', () => {
    const said = { authorised_by: ' 李明 ', authorised_on: '2026-11-21', reference: '思城管〔2026〕12号' };
    expect(eraseSettings(config(said), clock).rule.authorised).toEqual({
      by: '李明',
      on: '2026-11-21',
      reference: '思城管〔2026〕12号',
    });
  });

  it('asks every archive of the configuration, locked as it locks', () => {
    const archives = `
[[archive.target]]
name = "share"
path = "/mnt/x"
id = "i1"
[[archive.target]]
name = "bucket"
endpoint = "https://s3.bureau.example"
bucket = "footage"
lock = "governance"
credentials = { file = "/etc/bwc/key" }
id = "i2"
`;
    expect(eraseSettings(config({}, archives), clock).archives).toEqual([
      { name: 'share', archiveId: 'i1', lock: null, witness: null },
      { name: 'bucket', archiveId: 'i2', lock: 'governance', witness: null },
    ]);
  });

  it.each<[string, Record<string, string>, string]>([
    ['nobody', { authorised_on: '2024-01-01' }, 'erase.authorised_by'],
    ['a name of blanks', { authorised_by: '  ', authorised_on: '2024-01-01' }, 'erase.authorised_by'],
    ['no day', { authorised_by: '李明' }, 'erase.authorised_on'],
    ['no day of the calendar', { authorised_by: '李明', authorised_on: '2024-02-30' }, 'erase.authorised_on'],
    ['a day that is yet to come', { authorised_by: '李明', authorised_on: '2026-11-22' }, 'erase.authorised_on'],
  ])('refuses an authorisation by %s', (_, said, key) => {
    expect(failure(() => eraseSettings(config(said), clock))).toMatchObject({
      code: 'bwc.config.invalid',
      details: { key },
    });
  });
});
