/** Every route there is. */
import type { Route } from '../route.js';
import { CLIP_ROUTES } from './clips.js';
import { DOCK_ROUTES } from './dock.js';
import { HEALTH_ROUTES } from './health.js';
import { RECORD_ROUTES } from './records.js';
import { SESSION_ROUTES } from './session.js';

export const ROUTES: readonly Route[] = [
  ...SESSION_ROUTES,
  ...DOCK_ROUTES,
  ...CLIP_ROUTES,
  ...RECORD_ROUTES,
  ...HEALTH_ROUTES,
];
