/**
 * The schema, forward only, one file per step: `user_version` n means that the first n of these have run. Never edit or
 * reorder one that shipped.
 */
import { INGEST } from './001-ingest.js';
import { MEDIA_CLOCK } from './002-media-clock.js';
import { FACTS } from './003-facts.js';
import { LABELS } from './004-labels.js';
import { DUTY } from './005-duty.js';
import { DISPOSAL } from './006-disposal.js';
import { PEOPLE } from './008-people.js';
import { PREVIEWS } from './009-previews.js';

export const MIGRATIONS: readonly string[] = [INGEST, MEDIA_CLOCK, FACTS, LABELS, DUTY, DISPOSAL, PEOPLE, PREVIEWS];
