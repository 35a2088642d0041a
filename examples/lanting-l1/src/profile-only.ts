/** The profile alone is a driver: what `extra_drivers` would load if nothing had to be programmed. */
import { createVolumeDriver } from 'bwc-station/device';
import { PROFILES } from './profiles.js';

export const driver = { ...createVolumeDriver({ profiles: PROFILES }), id: 'lanting-l1' };
