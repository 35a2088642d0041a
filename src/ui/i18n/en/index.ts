import type { TextKey } from '../zh/index.js';
import { ALARMS } from './alarms.js';
import { CLIP } from './clip.js';
import { CLIP_PAGE } from './clip-page.js';
import { DOCK } from './dock.js';
import { DROP } from './drop.js';
import { DUE } from './due.js';
import { LABEL } from './label.js';
import { SEARCH } from './search.js';
import { SESSION } from './session.js';
import { SHELL } from './shell.js';
import { STATION } from './station.js';
import { TABLES } from './tables.js';

export const EN: Readonly<Record<TextKey, string>> = {
  ...SHELL,
  ...ALARMS,
  ...DOCK,
  ...DROP,
  ...SESSION,
  ...DUE,
  ...LABEL,
  ...CLIP,
  ...CLIP_PAGE,
  ...TABLES,
  ...STATION,
  ...SEARCH,
};
