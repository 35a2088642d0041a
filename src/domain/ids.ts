/** Identifiers: a letter that says of what, and a ULID (sortable by the time it was made). */
import { monotonicFactory } from 'ulid';

const next = monotonicFactory();

export type ClipId = `c_${string}`;
export type VisitId = `v_${string}`;
export type CameraId = `cam_${string}`;
export type RecordingId = `r_${string}`;

export const newClipId = (): ClipId => `c_${next()}`;
export const newVisitId = (): VisitId => `v_${next()}`;
export const newCameraId = (): CameraId => `cam_${next()}`;
export const newRecordingId = (): RecordingId => `r_${next()}`;
export const newUlid = (): string => next();
