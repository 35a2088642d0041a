import { fileURLToPath } from 'node:url';
import { loadProfiles } from 'bwc-station/device';

export const PROFILES = loadProfiles(fileURLToPath(new URL('../profiles', import.meta.url)));
