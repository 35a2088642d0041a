/** As after the daemon's first hours, which are not measured: it does not begin to judge all clips beside what is. */
import type * as Fingerprint from '../../src/records/deadlines/fingerprint.js';
import type * as Judge from '../../src/records/retention/judge.js';
import type * as Time from '../../src/domain/time.js';
import type { RulesInForce } from '../../src/policy/rules-in-force.js';
import type { StationStore } from '../../src/store/station-store.js';

const dist = (path: string): string => new URL(`../../../dist/${path}`, import.meta.url).href;
const { systemClock, toInstant } = (await import(dist('domain/time.js'))) as typeof Time;
const { fingerprintOf } = (await import(dist('records/deadlines/fingerprint.js'))) as typeof Fingerprint;
const { rulesDigest } = (await import(dist('records/retention/judge.js'))) as typeof Judge;

export function sayJudged(store: StationStore, rules: RulesInForce): void {
  const at = toInstant(systemClock.now());
  store.retention.apply(rulesDigest(rules), at);
  store.deadlineBasis.set({ fingerprint: fingerprintOf(rules), rulebook: rules.rulebook.id, reached: null, at });
}
