/** What `extra_drivers` loads. */
import { createLantingDriver } from './driver.js';

export const driver = createLantingDriver();
