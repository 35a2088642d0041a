/** Every route there is. */
import type { Route } from '../route.js';
import { CLIP_ROUTES } from './clips.js';
import { DOCK_ROUTES } from './dock.js';
import { EXPORT_ROUTES } from './exports.js';
import { ERASE_ROUTES } from './erase.js';
import { HEALTH_ROUTES } from './health.js';
import { MEDIA_ROUTES } from './media.js';
import { RECORD_ROUTES } from './records.js';
import { SESSION_ROUTES } from './session.js';
import { TABLE_ROUTES } from './tables.js';
import { WRITER_ROUTES } from './writers.js';

export const ROUTES: readonly Route[] = [
  ...SESSION_ROUTES,
  ...DOCK_ROUTES,
  ...CLIP_ROUTES,
  ...MEDIA_ROUTES,
  ...RECORD_ROUTES,
  ...TABLE_ROUTES,
  ...EXPORT_ROUTES,
  ...ERASE_ROUTES,
  ...HEALTH_ROUTES,
  ...WRITER_ROUTES,
];
