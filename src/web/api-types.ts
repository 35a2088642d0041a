/** Everything the browser's application may know of the station: types only, nothing of this is in its bundle. */
export type { AlarmKind } from '../domain/custody.js';
export type { ErrorCode } from '../domain/errors.js';
export type { ClipKind, ClipView, LabelStateName, SidecarView, VisitTally } from '../domain/clip.js';
export type { Reach, Role } from '../domain/person.js';
export type { VisitOutcome, VisitPhase, VisitRemark, VisitView } from '../domain/visit.js';
export type { WaitingFile } from '../ingest/drop/drop-folder.js';
export type { VisitEvent } from '../ingest/visit/visit-events.js';
export type { DueRow } from '../records/deadlines/due-row.js';
export type { DueAnswer } from '../records/deadlines/next.js';
export type { ActInput, ActName, ActOutput, QuestionInput, QuestionName, QuestionOutput } from '../records/index.js';
export type { AlarmView } from '../store/repositories/alarms.js';
export type { CameraRow } from '../store/repositories/cameras.js';
export type { EventView } from '../store/repositories/custody-entries.js';
export type { Permission } from './access/permissions.js';
export type { ClipDetail, VisitDetail } from './api.js';
export type { ErrorAnswer } from './errors.js';
export type { SessionAnswer } from './routes/session.js';
export type { StationStatus } from './status.js';
