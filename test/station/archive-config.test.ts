import { describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { formatWitnessKey } from '../../src/archive/witness/cosignature.js';
import { newSigner } from '../../src/archive/witness/signer-key.js';
import { configText, parseConfig, type Config } from '../../src/station/config.js';
import { targetText } from '../../src/station/archive-target-config.js';
import { StationSync } from '../../src/station/sync.js';
import { hasCode, type ErrorCode } from '../../src/domain/errors.js';
import { fixedClock } from '../store/fixed-clock.js';
import { newStore } from '../store/support.js';
import { failure, rulesOf } from '../records/support.js';

const config = (change: (text: string) => string): Config =>
  parseConfig(change(configText('思明中队', '一号站', ['/dock'], [])), '/data/config.toml');
const target = (name: string, id: string): string =>
  `\n[[archive.target]]\nname = "${name}"\npath = "/mnt/x"\nid = "${id}"\n`;
const BUCKET = `
[[archive.target]]
name = "bureau"
endpoint = "https://s3.bureau.example:7480/"
bucket = "footage"
credentials = { file = "/etc/bwc/key" }
id = "i"
`;
const refused = (act: () => unknown, code: ErrorCode): boolean => hasCode(failure(act), code);

describe('the archive in the configuration', () => {
  it('has defaults, and names what is wrong', () => {
    expect(config((text) => text).archive).toMatchObject({ hours: 8, max_rate: 'none', target: [] });
    expect(config((text) => text.replace('max_rate = "none"', 'max_rate = "20 MiB"')).archive.max_rate).toBe(
      20 * 2 ** 20,
    );
    const wrong = [
      (text: string) => text.replace('"0 22 * * *"', '"at night"'),
      (text: string) => text + target('bureau', 'a') + target('bureau', 'b'),
      (text: string) => text + target('局', 'a'),
    ];
    for (const change of wrong) expect(refused(() => config(change), 'bwc.config.invalid')).toBe(true);
  });

  it('names witnesses by their keys, and takes nothing else for one', () => {
    const key = formatWitnessKey(newSigner('witness.bureau.example/w1'));
    const live = (url: string, of = key) =>
      config((text) =>
        text.replace('receipt_days = 7', `receipt_days = 3\nwitness = { url = "${url}", key = "${of}" }`),
      );
    const { archive } = live('https://witness.bureau.example/v1//');
    expect(archive).toMatchObject({ receipt_days: 3, witness: { url: 'https://witness.bureau.example/v1' } });
    expect(archive.witness?.key.name).toBe('witness.bureau.example/w1');
    const [first] = config((text) => `${text}${target('bureau', 'a')}witness_key = "${key}"\n`).archive.target;
    expect(first?.witness_key?.name).toBe('witness.bureau.example/w1');
    for (const url of ['witness', 'ftp://w/', 'https://a:b@w/', 'https://w/?x=1', 'https://w/#x'])
      expect(refused(() => live(url), 'bwc.config.invalid')).toBe(true);
    for (const of of ['', 'w', key.slice(0, -1), key.replace('w1', 'w2'), 'PRIVATE+KEY+w'])
      expect(refused(() => live('https://w', of), 'bwc.config.invalid')).toBe(true);
  });

  it('takes a bucket as well, with its key elsewhere, and says what is wrong with it', () => {
    const [first] = config((text) => text + BUCKET).archive.target;
    expect(first).toMatchObject({
      kind: 's3',
      endpoint: 'https://s3.bureau.example:7480',
      lock: 'compliance',
      ca: null,
    });
    const again = config((text) => `${text}\n${first === undefined ? '' : targetText(first)}`).archive.target;
    expect(again).toEqual([first]);
    const wrong: [string, string, RegExp][] = [
      ['https://s3.bureau.example:7480/', 'https://me:key@s3.example', /endpoint: is no address/],
      ['https://s3.bureau.example:7480/', 'https://s3.example/bucket', /endpoint: is no address/],
      ['https://s3.bureau.example:7480/', 'file:///mnt', /endpoint: is no address/],
      ['"footage"', '"Foot/age"', /bucket: is no name of a bucket/],
      ['"/etc/bwc/key"', '"key"', /credentials.file: must be an absolute path/],
      ['"/etc/bwc/key"', '"/data/../data/key"', /\/data\/\.\.\/data\/key lies in the data directory/],
      ['bucket = "footage"', 'bucket = "footage"\nsecret_access_key = "x"', /secret_access_key/],
      ['bucket = "footage"', 'bucket = "footage"\npath = "/mnt"', /path/],
      ['bucket = "footage"', '', /bucket/],
      ['id = "i"', '', /id/],
    ];
    for (const [from, to, said] of wrong)
      expect(
        failure(() => config((text) => text + BUCKET.replace(from, to))),
        to,
      ).toMatchObject({ code: 'bwc.config.invalid', message: expect.stringMatching(said) as unknown });
  });

  it('does not take another archive for one that footage went to already, and syncs nowhere without one', async () => {
    const store = await newStore();
    const sync = (change: (text: string) => string) =>
      new StationSync(store, config(change), rulesOf('xiamen-2021'), fixedClock, pino({ level: 'silent' }));
    sync((text) => text + target('bureau', 'a'));
    expect(refused(() => sync((text) => text + target('bureau', 'b')), 'bwc.archive.config')).toBe(true);
    expect(store.archives.active()).toEqual(['bureau']);
    const none = sync((text) => text);
    expect(store.archives.active()).toEqual([]);
    expect(
      refused(() => {
        none.ask('wang');
      }, 'bwc.archive.config'),
    ).toBe(true);
  });
});
