/** Everything the browser's application may know of the station: types only, nothing of this is in its bundle. */
export type { ErrorCode } from '../domain/errors.js';
export type { ClipView, SidecarView, VisitTally } from '../domain/clip.js';
export type { Reach, Role } from '../domain/person.js';
export type { VisitRemark, VisitView } from '../domain/visit.js';
export type { VisitEvent } from '../ingest/visit/visit-events.js';
export type { ActInput, ActName, ActOutput, QuestionInput, QuestionName, QuestionOutput } from '../records/index.js';
export type { CameraRow } from '../store/repositories/cameras.js';
export type { EventView } from '../store/repositories/custody-entries.js';
export type { Permission } from './access/permissions.js';
export type { ClipDetail, VisitDetail } from './api.js';
export type { ErrorAnswer } from './errors.js';
export type { SessionAnswer } from './routes/session.js';
export type { StationStatus } from './status.js';
