export const CLIP_KINDS = ['video', 'audio', 'photo'];
export const SIDECAR_KINDS = ['gps', 'log', 'thumbnail'];
/**
 * `stored`: every byte is on the station's disk, fsynced, its digest taken in the same pass, row and custody entry
 * committed. `verified`: also read back from the disk itself, past the page cache, with the same digest.
 */
export const CLIP_STATES = ['stored', 'verified'];
/** Every listed clip and its sidecars are on the station's disk, and there is nothing the firmware is still writing. */
export const isSafeToRemove = (t) => t.failed === 0 && t.waiting === 0 && t.unfinalised === 0;
