import { describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { configText, parseConfig, type Config } from '../../src/station/config.js';
import { StationSync } from '../../src/station/sync.js';
import { hasCode, type ErrorCode } from '../../src/domain/errors.js';
import { fixedClock, newStore } from '../store/support.js';
import { failure, rulesOf } from '../records/support.js';

const config = (change: (text: string) => string): Config =>
  parseConfig(change(configText('思明中队', '一号站', ['/dock'], [])), '/config.toml');
const target = (name: string, id: string): string =>
  `\n[[archive.target]]\nname = "${name}"\npath = "/mnt/x"\nid = "${id}"\n`;
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
