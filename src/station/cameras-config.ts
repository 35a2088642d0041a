import { existsSync } from 'node:fs';
import { dataPaths } from '../store/paths.js';
import { loadConfig, parseConfig, type Config } from './config.js';

/** How cameras are looked for: as this station is configured, or, where there is none yet, as a new one would be. */
export function camerasConfig(dataDir: string): Config['cameras'] {
  const paths = dataPaths(dataDir);
  return (existsSync(paths.config) ? loadConfig(paths) : parseConfig('[station]', 'defaults')).cameras;
}
