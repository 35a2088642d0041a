/** The bag of a visit at an archive: when it goes, what is in it, and that it goes once whatever breaks off. */
import fc from 'fast-check';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ArchiveError } from '../../../src/archive/errors.js';
import { DirectoryTarget } from '../../../src/archive/targets/directory/directory-target.js';
import { initialiseDirectoryArchive } from '../../../src/archive/targets/directory/initialise.js';
import type { ArchivePlace } from '../../../src/archive/sync/context.js';
import { DirectoryWitnessStore } from '../../../src/archive/witness/directory-witness-store.js';
import { systemClock } from '../../../src/domain/time.js';
import { tempFolder } from '../../store/support.js';
import { verdictsOn } from '../bag/support.js';
import { visitOnRecord, type ArchivedStation } from '../support.js';
import { MemoryTarget, TestSync, type Fault } from './support.js';

const CLOSED_AT = '2026-03-03T02:30:00.000Z';
const LABEL = { unit: '思明中队', party: '某店', inspectionDate: '2026-03-02', inspectionContent: '占道经营' };

const close = ({ store, visit }: ArchivedStation): void => {
  store.transaction(() => {
    store.visits.close(visit, 'complete', null, CLOSED_AT);
  });
};
const label = ({ station }: ArchivedStation, clip: string, more: { secrecy?: ['stateSecret'] } = {}): void => {
  station.do('label.put', { clips: [clip], fields: LABEL, ...more });
};
const bagsOf = ({ store, visit }: ArchivedStation) =>
  store.bags.ofVisit('bureau', visit).map(({ version, clips, withheld }) => [version, clips, withheld]);
const archived = ({ store, visit }: ArchivedStation) =>
  store.custody.list({ visit, kind: 'bag.archived', limit: 99, newestFirst: false }).map((e) => e.body);

async function inDirectory() {
  const made = await visitOnRecord();
  const path = await tempFolder();
  const archiveId = await initialiseDirectoryArchive(path, systemClock);
  const target = new DirectoryTarget({ path, archiveId }, systemClock);
  const sync = new TestSync(made.station, target, 'bureau', new DirectoryWitnessStore(path));
  const folder = (version: string): string => join(path, 'bags', made.store.marker.stationId, made.visit, version);
  return { made, path, sync, folder };
}

describe('the bag of a visit', () => {
  it('goes when the visit is over and no clip is on its way, without those that may not go; they follow with the next', async () => {
    const { made, path, sync, folder } = await inDirectory();
    const [first, second, third] = made.clips;
    label(made, first);
    await sync.run();
    expect([bagsOf(made), existsSync(join(path, 'bags'))]).toEqual([[[null, null, null]], false]);
    close(made);
    label(made, third, { secrecy: ['stateSecret'] });
    await sync.run();
    expect(bagsOf(made)).toEqual([[1, 1, 2]]);
    const info = readFileSync(join(folder('0001'), 'bag-info.txt'), 'utf8');
    expect(info).toContain('Withheld-Clips: 2\n');
    expect(readdirSync(join(folder('0001'), 'records'))).toEqual([first]);
    const events = readFileSync(join(folder('0001'), 'custody', 'events.jsonl'), 'utf8');
    expect([events.includes(first), events.includes(second), events.includes(third)]).toEqual([true, false, false]);
    label(made, second);
    await sync.run();
    // A record that changed goes by itself: the bag tells of clips.
    made.station.do('label.put', { clips: [first], fields: { party: '更正商店' } });
    await sync.run();
    await sync.run();
    expect(bagsOf(made)).toEqual([
      [1, 1, 2],
      [2, 2, 1],
    ]);
    expect(archived(made)).toMatchObject([
      { version: 1, target: 'bureau', readBack: 'direct', enforcement: 'recorded' },
      { version: 2, clips: 2, withheld: 1 },
    ]);
    const [verdict] = verdictsOn([path]);
    expect(verdict?.findings).toEqual([]);
    expect(verdict?.proven['records']).toBe(3);
    expect(made.store.bags.tally('bureau')).toEqual({ waiting: 0, done: 2 });
  });

  it('is named by the checker where it was cut off, and where a file of it was changed', async () => {
    const { made, path, sync, folder } = await inDirectory();
    label(made, made.clips[0]);
    close(made);
    await sync.run();
    const events = join(folder('0001'), 'custody', 'events.jsonl');
    chmodSync(events, 0o600);
    writeFileSync(events, '{}\n');
    const [changed] = verdictsOn([path]);
    expect(changed?.findings.map((f) => `${f.kind} ${f.subject}`)).toContain(
      `file.altered bags/${made.store.marker.stationId}/${made.visit}/0001/custody/events.jsonl`,
    );
    rmSync(join(folder('0001'), 'tagmanifest-sha256.txt'));
    const [cut] = verdictsOn([path]);
    expect([cut?.findings, cut?.notProven.includes('unfinished')]).toEqual([[], true]);
  });

  it('is there once and whole, whatever fails on the way and wherever it is begun anew', async () => {
    const made = await visitOnRecord();
    const [first, second] = made.clips;
    label(made, first);
    label(made, second);
    close(made);
    let runs = 0;
    let before: ArchivePlace[] = [];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom<Fault>('none', 'none', 'none', 'before', 'after', 'full'), { maxLength: 200 }),
        fc.array(fc.boolean(), { maxLength: 20 }),
        async (faults, crashes) => {
          runs += 1;
          const target = new MemoryTarget();
          const name = `archive ${String(runs)}`;
          const sync = new TestSync(made.station, target, name, null, before);
          before = [sync.place];
          target.faults = [...faults];
          for (let i = 0; made.store.bags.tally(name).done === 0 && i < 300; i += 1) {
            await sync.run();
            sync.now += 300_000;
            if (crashes[i] === true) sync.restart();
          }
          expect(made.store.bags.ofVisit(name, made.visit)).toMatchObject([{ version: 1, clips: 2, withheld: 1 }]);
          const keys = [...target.objects.keys()].filter((key) => key.startsWith('bags/'));
          expect(keys).toHaveLength(made.store.bags.lastBuilt(name, made.visit)?.files ?? -1);
          for (const key of keys) expect(target.readBacks).toContain(key);
          // The last file of a whole bag, put after all others were read back.
          expect(target.readBacks.at(-1)).toMatch(/tagmanifest-sha256\.txt$/);
          expect(archived(made).filter((body) => body['target'] === name)).toHaveLength(1);
        },
      ),
      { numRuns: 8 },
    );
  }, 60_000);

  it('that an archive refuses is told, and offered again by itself', async () => {
    const made = await visitOnRecord();
    label(made, made.clips[0]);
    close(made);
    const target = new MemoryTarget();
    const sync = new TestSync(made.station, target);
    const put = target.put.bind(target);
    target.put = (key, ...rest) =>
      key.includes('verify.py')
        ? Promise.reject(new ArchiveError('bwc.archive.refused', 'no programs here', { key }))
        : put(key, ...rest);
    await sync.run();
    expect(made.store.alarms.open()).toMatchObject([{ kind: 'archive.refused', details: { visit: made.visit } }]);
    expect(sync.orders([made.clips[0]]).every((o) => o.state === 'done')).toBe(true);
    expect([...target.objects.keys()].some((key) => key.endsWith('tagmanifest-sha256.txt'))).toBe(false);
    target.put = put;
    sync.now += 86_400_000;
    await sync.run();
    expect([bagsOf(made), made.store.alarms.open()]).toEqual([[[1, 1, 2]], []]);
  });
});
