import type { FontFile } from '../../print/font.js';
import type { Config } from '../config.js';

/** Null where the configuration leaves it to the station. */
export const configuredFont = ({ print: { font, face } }: Pick<Config, 'print'>): FontFile | null =>
  font === '' ? null : { path: font, face: face === '' ? null : face };
