/** How long the disk lasts if days go on as the last fourteen did. Pure. */
import { addDays, daysBetween, type CivilDay } from '../domain/time.js';
import type { DiskForecast } from '../web/station-health.js';

export const FORECAST_DAYS = 14;

/**
 * @param taken bytes by day
 * @param first the day of the first file; null where there is none
 */
export function diskForecast(
  disk: Pick<DiskForecast, 'diskBytes' | 'freeBytes' | 'reserveBytes'>,
  taken: ReadonlyMap<CivilDay, number>,
  first: CivilDay | null,
  today: CivilDay,
): DiskForecast {
  const from = addDays(today, 1 - FORECAST_DAYS);
  const days = Array.from({ length: FORECAST_DAYS }, (_, i) => {
    const day = addDays(from, i);
    return { day, bytes: taken.get(day) ?? 0 };
  });
  const sum = days.reduce((n, { bytes }) => n + bytes, 0);
  const counted = first === null ? 0 : Math.min(FORECAST_DAYS, daysBetween(first, today) + 1);
  const perDay = sum === 0 || counted <= 0 ? null : Math.round(sum / counted);
  const room = Math.max(0, disk.freeBytes - disk.reserveBytes);
  return { ...disk, days, perDay, daysLeft: perDay === null || perDay === 0 ? null : Math.floor(room / perDay) };
}
