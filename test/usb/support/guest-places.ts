/** Where things stand in the guest. */

/** The station's own disk. */
export const DISK = '/data';
export const DATA = `${DISK}/station`;
export const ARCHIVE = `${DISK}/archive`;
/** Not /media itself: that is a file system of its own in the guest. */
export const MOUNT_ROOT = '/media/cards';
