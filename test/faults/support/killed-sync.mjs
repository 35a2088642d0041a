/**
 * Syncs a station until the archive is called for the n-th time, and is killed there: before the call or after it, which is
 * before what it answered was kept.
 * One that comes to its end prints the custody entries that say what was archived.
 * node killed-sync.mjs DATA PATH ARCHIVE-ID N before|after
 */
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

const [data, path, archiveId, nth, when] = process.argv.slice(2);
const paths = dataPaths(data);
const rules = loadRules(loadConfig(paths));
const store = openStationStore(paths, { clock: systemClock, actor: 'test', clockSynchronised: () => null });

let calls = 0;
const CALLS = new Set(['probe', 'head', 'put', 'retain', 'hold', 'readBackAndHash', 'latest', 'keep']);
const killed = (object) =>
  new Proxy(object, {
    get: (target, name) => {
      const own = target[name];
      if (typeof own !== 'function') return own;
      if (!CALLS.has(name)) return own.bind(target);
      return async (...args) => {
        calls += 1;
        const here = calls === Number(nth);
        if (here && when === 'before') process.kill(process.pid, 'SIGKILL');
        const answer = await own.apply(target, args);
        if (here) process.kill(process.pid, 'SIGKILL');
        return answer;
      };
    },
  });

const place = {
  name: 'bureau',
  archiveId,
  target: killed(new DirectoryTarget({ path, archiveId }, systemClock)),
  witness: killed(new DirectoryWitnessStore(path)),
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
store.close();
process.stdout.write(JSON.stringify(kinds.filter((kind) => kind.endsWith('.archived'))));
