import { describe, expect, it } from 'vitest';
import { rateOf, windowOf } from '../../src/station/archive-schedule.js';
import { configText, parseConfig, type Config } from '../../src/station/config.js';
import { offsiteAsked, OffsiteWatch } from '../../src/station/offsite.js';
import { addMs } from '../../src/domain/time.js';
import { OnRecord, rulesOf } from '../records/support.js';

const DAY_MS = 86_400_000;

const config = (blocks: string): Config =>
  parseConfig(`${configText('思明中队', '一号站', ['/dock'], [])}\n${blocks}`, '/config.toml');

const block = (name: string, more = ''): string =>
  `[[archive.target]]\nname = "${name}"\npath = "/mnt/${name}"\nid = "${name}"\n${more}\n`;

describe('the off-site copy (TJ-20)', () => {
  it('has hours and a rate of its own, and those of all archives where it says nothing', () => {
    const own = 'role = "offsite"\nstart = "0 3 * * 0"\nhours = 20\nzone = "UTC"\nmax_rate = "2 MiB"';
    const read = config(block('bureau') + block('elsewhere', own));
    const [bureau, elsewhere] = read.archive.target;
    if (bureau === undefined || elsewhere === undefined) throw new Error('both are configured');
    expect([bureau.role, elsewhere.role]).toEqual(['bureau', 'offsite']);
    expect(windowOf(read, bureau)).toEqual({ start: '0 22 * * *', hours: 8, zone: 'Asia/Shanghai' });
    expect(windowOf(read, elsewhere)).toEqual({ start: '0 3 * * 0', hours: 20, zone: 'UTC' });
    expect([rateOf(read, bureau), rateOf(read, elsewhere)]).toEqual([null, 2 * 2 ** 20]);
    expect(() => config(block('bureau', 'start = "on Sundays"'))).toThrow('archive.target');
  });

  it('is asked for by the rulebook that speaks of it, and missed after its days', async () => {
    expect(offsiteAsked(rulesOf('xiamen-2021').rulebook)).toBeNull();
    const rules = rulesOf('tianjin-2024');
    const days = offsiteAsked(rules.rulebook)?.days ?? 0;
    const station = await OnRecord.open('tianjin-2024');
    await station.clip(null);
    const { store } = station;
    const stored = store.originals.firstStoredAt() ?? '';
    const { archive } = config(block('bureau') + block('elsewhere', 'role = "offsite"'));
    const watch = new OffsiteWatch(store, rules, archive.target);
    const alarms = () => store.alarms.open().map((a) => a.kind);
    watch.look(addMs(stored, days * DAY_MS));
    expect(alarms()).toEqual([]);
    // That the bureau has everything is no copy in another place.
    store.archives.complete('bureau', addMs(stored, days * DAY_MS));
    watch.look(addMs(stored, days * DAY_MS + 1));
    expect(alarms()).toEqual(['archive.offsite_late']);
    store.archives.complete('elsewhere', addMs(stored, days * DAY_MS));
    watch.look(addMs(stored, days * DAY_MS + 1));
    expect(alarms()).toEqual([]);
    watch.look(addMs(stored, 2 * days * DAY_MS + 1));
    expect(alarms()).toEqual(['archive.offsite_late']);
  });
});
