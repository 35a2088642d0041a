/**
 * The catalogue's schema, forward only, one file per step: number n in `bureau.schema_versions` means that the first n of
 * these have run. Never edit or reorder one that shipped.
 */
import { TABLES } from './001-tables.js';
import { GUARDS } from './002-guards.js';
import { SEARCH } from './003-search.js';
import { TOTALS } from './004-totals.js';
import { IMPORT } from './005-import.js';
import { IMPORT_RECORD } from './006-import-record.js';
import { WEEKS } from './007-weeks.js';
import { IMPORT_BY_KEY } from './008-import-by-key.js';

export const MIGRATIONS: readonly string[] = [
  TABLES,
  GUARDS,
  SEARCH,
  TOTALS,
  IMPORT,
  IMPORT_RECORD,
  WEEKS,
  IMPORT_BY_KEY,
];
