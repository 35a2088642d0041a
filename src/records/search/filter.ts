/** What clips can be searched by. What is left out does not count. */
import { z } from 'zod';
import { CLIP_KINDS, CLIP_STATES, LABEL_STATES } from '../../domain/clip.js';
import { DAY_SPANS } from '../../domain/day-span.js';
import { isCivilDay } from '../../domain/time.js';

const one = z.string().trim().min(1).max(200);
const instant = z.iso.datetime({ precision: 3 });

export const filterShape = {
  /** Words in any text of a label, an activity, a case, a name or a path; each has to be there. */
  text: one.exactOptional(),
  party: one.exactOptional(),
  /** Address of the label, place of the activity. */
  place: one.exactOptional(),
  /** A day of the station's calendar. */
  day: z.string().refine(isCivilDay, 'is no day such as 2026-03-01').exactOptional(),
  /** Days told from today, by the station's calendar, whenever it is asked. */
  within: z.enum(DAY_SPANS).exactOptional(),
  /** Start (or, where that is unknown, the time of storing) at or after; UTC with milliseconds. */
  since: instant.exactOptional(),
  /** Before. */
  until: instant.exactOptional(),
  /** Kind of the activity (执法活动): a word of the rulebook. */
  event: one.exactOptional(),
  /** Number or name. */
  officer: one.exactOptional(),
  /** Serial or id. */
  camera: one.exactOptional(),
  activity: one.exactOptional(),
  /** Number or id. */
  case: one.exactOptional(),
  category: one.exactOptional(),
  unit: one.exactOptional(),
  state: z.enum(CLIP_STATES).exactOptional(),
  label: z.enum(LABEL_STATES).exactOptional(),
  kind: z.enum(CLIP_KINDS).exactOptional(),
  /** True: only what is marked as important. */
  important: z.literal(true).exactOptional(),
};

export const searchFilter = z.strictObject(filterShape);
export type SearchFilter = z.output<typeof searchFilter>;
