/** The station's own state, read anew each time it is asked for. */
import { z } from 'zod';
import { addDays, localDay, startOfDay, toInstant, type Clock } from '../domain/time.js';
import { diskSpace } from '../ingest/free-space.js';
import { readStationClock } from '../ingest/station-clock.js';
import { missingYear } from '../policy/calendar/working-days.js';
import { basisOf } from '../policy/rulebook/cited.js';
import { inForce } from '../policy/rulebook/in-force.js';
import { leavesOf } from '../policy/rulebook/leaves.js';
import type { RulesInForce } from '../policy/rules-in-force.js';
import type { DataPaths } from '../store/paths.js';
import type { Repositories } from '../store/station-store.js';
import type { StationHealth, Verification } from '../web/station-health.js';
import { backupState } from './backup-state.js';
import { clearStatus } from './clear-status.js';
import type { Config } from './config.js';
import { diskForecast, FORECAST_DAYS } from './disk-forecast.js';
import { eraseState } from './erase-state.js';
import { offsiteCopies } from './offsite.js';
import { VERSION } from './version.js';

const MOST_VERIFICATIONS = 10;

const verified = z.looseObject({
  by: z.string(),
  findings: z.number(),
  entries: z.number(),
  clips: z.number(),
  originalsRead: z.number(),
  bytesRead: z.number(),
  complete: z.boolean(),
});

export function stationHealth(
  store: Repositories & { readonly paths: DataPaths },
  config: Config,
  rules: RulesInForce,
  clock: Clock,
): () => Promise<StationHealth> {
  const since = store.db.prepare<[string], { at: string; bytes: number }>(
    'SELECT stored_at AS at, bytes FROM originals WHERE stored_at >= ?',
  );
  const first = store.db.prepare<[], string | null>('SELECT min(stored_at) FROM originals').pluck();
  const { timezone } = config.station;
  return async () => {
    const now = toInstant(clock.now());
    const today = localDay(now, timezone);
    const taken = new Map<string, number>();
    for (const { at, bytes } of since.iterate(startOfDay(addDays(today, 1 - FORECAST_DAYS), timezone))) {
      const day = localDay(at, timezone);
      taken.set(day, (taken.get(day) ?? 0) + bytes);
    }
    const begun = first.get() ?? null;
    const disk = await diskSpace(store.paths.root, config.ingest.reserve);
    return {
      version: VERSION,
      now,
      timezone,
      rulebook: rulebookOf(rules, today),
      calendar: {
        years: rules.workingDays.years,
        knownThrough: rules.workingDays.knownThrough,
        missingYear: missingYear(rules.workingDays, today),
      },
      disk: diskForecast(disk, taken, begun === null ? null : localDay(begun, timezone), today),
      cleared: clearStatus(store, config, null),
      offsite: offsiteCopies(store, rules.rulebook, config.archive.target),
      erase: eraseState(store, config, clock),
      backup: backupState(store, config, now),
      clock: await readStationClock(),
      verifications: verifications(store),
    };
  };
}

function rulebookOf({ rulebook }: RulesInForce, today: string): StationHealth['rulebook'] {
  const { id, title, issuer, number, validity, inherits } = rulebook;
  return {
    id,
    title,
    issuer,
    number,
    extends: rulebook.extends,
    from: validity.from.value,
    to: validity.to.value,
    inForce: inForce(rulebook, today),
    inherits: inherits.map(({ key, from, confirm }) => ({ key, from, confirm })),
    values: leavesOf(rulebook).map(({ key, cited }) => ({
      key,
      value: cited.value,
      ...basisOf(cited),
      note: 'source' in cited ? (cited.note ?? null) : null,
    })),
  };
}

function verifications({ custody }: Repositories): Verification[] {
  return custody.list({ kind: 'store.verified', limit: MOST_VERIFICATIONS, newestFirst: true }).map(({ at, body }) => {
    const { by, findings, entries, clips, originalsRead, bytesRead, complete } = verified.parse(body);
    return { at, by, findings, entries, clips, originalsRead, bytesRead, complete };
  });
}
