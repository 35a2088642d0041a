/** What stands in the slot: a camera, a folder an operator named, or a drop folder for other recorders. */
export const SOURCE_TYPES = ['camera', 'folder', 'phone', 'camcorder', 'other'];
