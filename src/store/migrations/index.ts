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
import { LABEL_DETAILS } from './007-label-details.js';
import { SPANS } from './008-spans.js';
import { ENTRIES_OF_LEDGERS } from './009-entries-of-ledgers.js';
import { FINDINGS } from './010-findings.js';
import { LATE_SIDECARS } from './011-late-sidecars.js';
import { PEOPLE } from './012-people.js';
import { PREVIEWS } from './013-previews.js';
import { SEARCH } from './014-search.js';
import { PRIORITY } from './015-priority.js';
import { SEARCH_BY_SIZE } from './016-search-by-size.js';
import { RECEIPTS } from './017-receipts.js';
import { LISTS } from './018-lists.js';
import { CAMERA_VERSIONS } from './019-camera-versions.js';
import { OUTBOX } from './020-outbox.js';
import { TOTALS } from './021-totals.js';
import { WALLS } from './022-walls.js';
import { PROBES_AND_BAGS } from './023-probes-and-bags.js';
import { ERASURES } from './025-erasures.js';
import { CLEARED } from './026-cleared.js';
import { BACKUPS } from './027-backups.js';
import { ARCHIVE_AUDIT } from './028-archive-audit.js';
import { ROOTS_AND_LOCKS } from './032-roots-and-locks.js';
import { SECRET_LABELS } from './033-secret-labels.js';
import { UNITS_OF_VISITS } from './034-units-of-visits.js';

export const MIGRATIONS: readonly string[] = [
  INGEST,
  MEDIA_CLOCK,
  FACTS,
  LABELS,
  DUTY,
  DISPOSAL,
  LABEL_DETAILS,
  SPANS,
  ENTRIES_OF_LEDGERS,
  FINDINGS,
  LATE_SIDECARS,
  PEOPLE,
  PREVIEWS,
  SEARCH,
  PRIORITY,
  SEARCH_BY_SIZE,
  RECEIPTS,
  LISTS,
  CAMERA_VERSIONS,
  OUTBOX,
  TOTALS,
  WALLS,
  PROBES_AND_BAGS,
  ERASURES,
  CLEARED,
  BACKUPS,
  ARCHIVE_AUDIT,
  ROOTS_AND_LOCKS,
  SECRET_LABELS,
  UNITS_OF_VISITS,
];
