/**
 * Clears the station's disk once, as the daemon does it, finishing first what a crash left; prints the outcomes.
 * node clearing.mjs DATA NOW
 */
import { pino } from 'pino';
import { fromInstant } from '../../../dist/domain/time.js';
import { StationClear } from '../../../dist/station/clear.js';
import { loadConfig } from '../../../dist/station/config.js';
import { loadRules } from '../../../dist/station/rules.js';
import { dataPaths } from '../../../dist/store/paths.js';
import { openStationStore } from '../../../dist/store/station-store.js';

const [data, now] = process.argv.slice(2);
const paths = dataPaths(data);
const config = loadConfig(paths);
const clock = { now: () => fromInstant(now) };
const store = openStationStore(paths, { clock, actor: 'test', clockSynchronised: () => null });
const found = (clip, finding) => {
  throw new Error(`${clip}: ${JSON.stringify(finding)}`);
};
const previews = { make: () => Promise.resolve(), isMaking: () => false };
const clear = new StationClear(store, config, loadRules(config), clock, pino({ level: 'silent' }), found, previews);
const events = [];
for await (const event of clear.now('wang')) events.push(event);
await clear.stop();
await store.signer.sign();
store.close();
process.stdout.write(JSON.stringify(events));
