/** Identifiers: a letter that says of what, and a ULID (sortable by the time it was made). */
import { monotonicFactory } from 'ulid';
const next = monotonicFactory();
export const newClipId = () => `c_${next()}`;
export const newVisitId = () => `v_${next()}`;
export const newCameraId = () => `cam_${next()}`;
export const newRecordingId = () => `r_${next()}`;
export const newUlid = () => next();
