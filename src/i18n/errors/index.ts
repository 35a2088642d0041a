/** What happened, what it means for the evidence, what to do: for every error code, in both languages. */
import type { ErrorCode } from '../../domain/errors.js';
import { ACCESS_ERRORS } from './access.js';
import { ARCHIVE_ERRORS } from './archive.js';
import { BACKUP_ERRORS } from './backup.js';
import { BUREAU_ERRORS } from './bureau.js';
import { DEVICE_ERRORS } from './device.js';
import { DUTY_ERRORS } from './duty.js';
import { DISPOSAL_ERRORS } from './disposal.js';
import { INGEST_ERRORS } from './ingest.js';
import { LABEL_ERRORS } from './labels.js';
import { PRINT_ERRORS } from './print.js';
import { RULES_ERRORS } from './rules.js';
import { STATION_ERRORS } from './station.js';
import { STORE_ERRORS } from './store.js';
import { TABLE_ERRORS } from './tables.js';
import { WITNESS_ERRORS } from './witness.js';
import type { ErrorText } from './error-text.js';

export type { ErrorText };

export const ERROR_TEXTS: Readonly<Record<ErrorCode, ErrorText>> = {
  ...STATION_ERRORS,
  ...DEVICE_ERRORS,
  ...INGEST_ERRORS,
  ...STORE_ERRORS,
  ...RULES_ERRORS,
  ...DISPOSAL_ERRORS,
  ...LABEL_ERRORS,
  ...DUTY_ERRORS,
  ...ACCESS_ERRORS,
  ...TABLE_ERRORS,
  ...ARCHIVE_ERRORS,
  ...BACKUP_ERRORS,
  ...BUREAU_ERRORS,
  ...PRINT_ERRORS,
  ...WITNESS_ERRORS,
};
