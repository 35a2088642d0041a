/** Every record at an archive rests on a root that stands there as well, whichever archive was shown the log when. */
import fc from 'fast-check';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ArchivePlace } from '../../../src/archive/sync/context.js';
import { DirectoryTarget } from '../../../src/archive/targets/directory/directory-target.js';
import { initialiseDirectoryArchive } from '../../../src/archive/targets/directory/initialise.js';
import { DirectoryWitnessStore } from '../../../src/archive/witness/directory-witness-store.js';
import { systemClock } from '../../../src/domain/time.js';
import { ordinaryClip } from '../../records/disposal/support.js';
import { OnRecord } from '../../records/support.js';
import { tempFolder } from '../../store/support.js';
import { auditOf } from '../audit/support.js';
import { verdictsOn } from '../bag/support.js';
import { TestSync } from './support.js';

interface Archive {
  readonly path: string;
  readonly archiveId: string;
  readonly place: ArchivePlace;
}

async function newArchive(name: string): Promise<Archive> {
  const path = await tempFolder();
  const archiveId = await initialiseDirectoryArchive(path, systemClock);
  const target = new DirectoryTarget({ path, archiveId }, systemClock);
  const place = {
    name,
    archiveId: `id of ${name}`,
    target,
    witness: new DirectoryWitnessStore(path),
    witnessKey: null,
  };
  return { path, archiveId, place };
}

/** What a bureau finds. */
async function recordsIn(station: OnRecord, { path, archiveId }: Archive) {
  const { found, audit } = await auditOf(station, path, archiveId);
  expect(found).toEqual([]);
  const [{ records, unshown } = { records: 0, unshown: 0 }] = audit.stations;
  return { records, unshown };
}

const syncTo = (station: OnRecord, { place }: Archive, others: readonly Archive[] = []): TestSync =>
  new TestSync(
    station,
    place.target,
    place.name,
    place.witness,
    others.map((other) => other.place),
  );

it('TJ-01: the records of one sync share a root that was shown before, also where a label changes in the middle of it', async () => {
  const station = await OnRecord.open();
  const bureau = await newArchive('bureau');
  const clips = [await ordinaryClip(station), await ordinaryClip(station), await ordinaryClip(station)];
  const sync = syncTo(station, bureau);
  await sync.run();
  const checkpoints = (): string[] =>
    readdirSync(join(bureau.path, 'checkpoints', station.store.marker.stationId)).filter((n) => /^\d+$/.test(n));
  expect(await recordsIn(station, bureau)).toEqual({ records: 3, unshown: 0 });
  // Before it and after it.
  expect(checkpoints()).toHaveLength(2);

  const [first = '', second = ''] = clips;
  station.do('label.put', { clips: [first], fields: { party: '更正商店' } });
  const { target } = bureau.place;
  const put = target.put.bind(target);
  let changed = false;
  target.put = (...args) => {
    if (!changed) station.do('label.put', { clips: [second], fields: { party: '又一家' } });
    changed = true;
    return put(...args);
  };
  await sync.run();
  expect(await recordsIn(station, bureau)).toEqual({ records: 5, unshown: 0 });
  // An outsider with the one file says the same.
  const [verdict] = verdictsOn([bureau.path]);
  expect([verdict?.findings, verdict?.notProven.includes('unshown')]).toEqual([[], false]);
});

/** The archive is given a checkpoint, and does not answer before it is let. */
function heldUp({ place }: Archive): { readonly given: Promise<void>; readonly letGo: () => void } {
  const { witness } = place;
  if (witness === null) throw new Error('an archive that is shown the log');
  const keep = witness.keep.bind(witness);
  let [tell, letGo] = [(): void => undefined, (): void => undefined];
  const given = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const goOn = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  witness.keep = async (...args) => {
    tell();
    await goOn;
    return keep(...args);
  };
  return { given, letGo };
}

it('a root that another archive is just being led past is none that a record rests on', async () => {
  const station = await OnRecord.open();
  const [bureau, offsite] = [await newArchive('bureau'), await newArchive('offsite')];
  const clips = [await ordinaryClip(station), await ordinaryClip(station)];
  const syncs = [syncTo(station, bureau, [offsite]), syncTo(station, offsite, [bureau])] as const;
  const first = heldUp(bureau);
  const toBureau = syncs[0].run();
  // It is about to show the log as it is now; the other one begins when the log has grown, and so goes beyond that.
  await first.given;
  station.do('label.put', { clips: [clips[1] ?? ''], fields: { party: '更正商店' } });
  const second = heldUp(offsite);
  const toOffsite = syncs[1].run();
  await second.given;
  first.letGo();
  await toBureau;
  second.letGo();
  await toOffsite;
  for (const sync of [...syncs, ...syncs]) await sync.run();
  const [here, there] = [await recordsIn(station, bureau), await recordsIn(station, offsite)];
  expect(here.records).toBeGreaterThanOrEqual(2);
  expect([here.unshown, there]).toEqual([0, here]);
});

const step = fc.constantFrom('label', 'bureau', 'offsite', 'both');

it('two archives that are synced in any order hold the roots of all records', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 7 }), async (steps) => {
      const station = await OnRecord.open();
      const [bureau, offsite] = [await newArchive('bureau'), await newArchive('offsite')];
      const clips = [await ordinaryClip(station), await ordinaryClip(station)];
      const syncs = { bureau: syncTo(station, bureau, [offsite]), offsite: syncTo(station, offsite, [bureau]) };
      let labels = 0;
      for (const one of [...steps, 'bureau', 'offsite'] as const) {
        if (one === 'label')
          station.do('label.put', {
            clips: [clips[labels % 2] ?? ''],
            fields: { party: `第${String((labels += 1))}家` },
          });
        else if (one === 'both') await Promise.all([syncs.bureau.run(), syncs.offsite.run()]);
        else await syncs[one].run();
      }
      const [here, there] = [await recordsIn(station, bureau), await recordsIn(station, offsite)];
      expect(here.records).toBeGreaterThanOrEqual(2);
      expect([here.unshown, there]).toEqual([0, here]);
    }),
    { numRuns: 4, examples: [[['bureau', 'label', 'offsite', 'label']], [['both', 'label', 'label', 'both']]] },
  );
}, 120_000);
