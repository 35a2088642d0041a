/** The types of the API's answers, for whoever calls it over HTTP. Types only: importing this loads nothing. */
export type { ClipDetail, VisitDetail } from './api.js';
export type { StationStatus } from './status.js';
export type { ClipView, ClipKind, LabelStateName, VisitTally } from '../domain/clip.js';
export type { VisitView, VisitRemark, VisitPhase, VisitOutcome } from '../domain/visit.js';
export type { VisitEvent } from '../ingest/visit/visit-events.js';
export type { WaitingFile } from '../ingest/drop/drop-folder.js';
export type { AlarmView } from '../store/repositories/alarms.js';
export type { CameraRow } from '../store/repositories/cameras.js';
export type { DueRow } from '../records/deadlines/due-row.js';
export type { DueAnswer } from '../records/deadlines/next.js';
export type { ActInput, ActName, ActOutput, QuestionInput, QuestionName, QuestionOutput } from '../records/index.js';
export type { SessionAnswer } from './routes/session.js';
