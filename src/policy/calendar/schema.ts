/** The working days of a year, as the State Council's notice gives them, and what a bureau knows better. */
import { z } from 'zod';
import { isCivilDay, weekday } from '../../domain/time.js';

const day = z.string().refine(isCivilDay, 'not a day of the calendar (2026-03-01)');
const isWeekend = (d: string): boolean => weekday(d) > 5;

export const yearFile = z
  .strictObject({
    year: z.int().min(2000).max(2100),
    /** Title and number of the notice. */
    source: z.string().min(1),
    issued: day,
    /** Days off, both ends included, weekends within them too. */
    holidays: z.array(z.strictObject({ name: z.string().min(1), from: day, to: day })).min(1),
    /** Saturdays and Sundays that are worked (调休上班). */
    makeUpDays: z.array(day),
  })
  .superRefine(({ year, holidays, makeUpDays }, ctx) => {
    const complain = (message: string): void => {
      ctx.addIssue({ code: 'custom', message });
    };
    for (const { name, from, to } of holidays) {
      if (from > to) complain(`${name} ends before it begins`);
    }
    for (const d of [...holidays.flatMap((h) => [h.from, h.to]), ...makeUpDays]) {
      if (isCivilDay(d) && !d.startsWith(`${String(year)}-`)) complain(`${d} is not in ${String(year)}`);
    }
    for (const d of makeUpDays) {
      if (isCivilDay(d) && !isWeekend(d)) complain(`${d} is worked anyway: a make-up day falls on a weekend`);
      if (holidays.some((h) => h.from <= d && d <= h.to)) complain(`${d} is both a holiday and a make-up day`);
    }
  });
export type YearFile = z.infer<typeof yearFile>;

/** What a bureau drops in: the notice for a year this version does not have yet, and single days decreed locally. */
export const localCalendar = z.strictObject({
  years: z.array(yearFile).default([]),
  days: z
    .array(z.strictObject({ day, working: z.boolean(), why: z.string().min(1) }))
    .refine((days) => new Set(days.map((d) => d.day)).size === days.length, 'one day is named twice')
    .default([]),
});
export type LocalCalendar = z.infer<typeof localCalendar>;
