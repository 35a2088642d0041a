/** One run of the sync over a station, from the store as it lies on the disk to its end. */
import { pino } from 'pino';
import { Runner } from '../../../dist/archive/sync/runner.js';
import { DirectoryTarget } from '../../../dist/archive/targets/directory/directory-target.js';
import { DirectoryWitnessStore } from '../../../dist/archive/witness/directory-witness-store.js';
import { systemClock } from '../../../dist/domain/time.js';
import { verdictsOfClip } from '../../../dist/records/clips/verdicts.js';
import { loadConfig } from '../../../dist/station/config.js';
import { loadRules } from '../../../dist/station/rules.js';
import { dataPaths } from '../../../dist/store/paths.js';
import { openStationStore } from '../../../dist/store/station-store.js';

/** @param through what the archive's two halves are called through @returns the custody entries that say what was archived */
export async function syncOnce(data, path, archiveId, through = (half) => half) {
  const paths = dataPaths(data);
  const rules = loadRules(loadConfig(paths));
  const store = openStationStore(paths, { clock: systemClock, actor: 'test', clockSynchronised: () => null });
  try {
    const place = {
      name: 'bureau',
      archiveId,
      target: through(new DirectoryTarget({ path, archiveId }, systemClock)),
      witness: through(new DirectoryWitnessStore(path)),
      witnessKey: null,
    };
    const context = {
      store,
      clock: systemClock,
      settings: { minimumDays: 180, zone: 'Asia/Shanghai', bytesPerSecond: null, auditNights: 30 },
      places: [place],
      verdictsOf: (clip) => verdictsOfClip(store, rules, clip),
    };
    const hooks = { whenFree: () => Promise.resolve(), random: () => 0, log: pino({ level: 'silent' }) };
    await new Runner(context, place, hooks).run(() => true, new AbortController().signal);
    const kinds = store.custody.list({ limit: 1000, newestFirst: false }).map((entry) => entry.kind);
    return kinds.filter((kind) => kind.endsWith('.archived'));
  } finally {
    store.close();
  }
}
