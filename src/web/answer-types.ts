/**
 * What routes answer whose answers are made of the station's own types: no code, the document of the API is made of it
 * (`test/web/answer-schemas.ts`), and tests hold what is really answered against that. Other routes have a schema.
 */
import type { ErasePlan } from '../domain/erase.js';
import type { PreviewView } from '../domain/preview.js';
import type { Track } from '../domain/track.js';
import type { VisitView } from '../domain/visit.js';
import type { ActName, ActOutput, QuestionName, QuestionOutput } from '../records/index.js';
import type { DisposalCertificate } from '../store/disposal/certificate.js';
import type { VisitDetail } from './api.js';
import type { ClearPlan } from './clear-status.js';
import type { StationHealth } from './station-health.js';
import type { StationStatus } from './status.js';
import type { VisitBagAnswer } from './visit-bag.js';

interface OfTheStation {
  'GET /api/status': StationStatus;
  'GET /api/station': StationHealth;
  'GET /api/erasable': ErasePlan[];
  'GET /api/clear': ClearPlan;
  'GET /api/visits': VisitView[];
  'GET /api/visits/{id}': VisitDetail;
  'POST /api/visits/{id}/bag': VisitBagAnswer;
  'GET /api/disposals/{id}/certificate': DisposalCertificate;
  'POST /api/clips/{id}/preview': PreviewView;
  'GET /api/clips/{id}/track': Track;
}

export type Answers = OfTheStation & { [N in ActName as `POST /api/acts/${N}`]: ActOutput<N> } & {
  [N in QuestionName as `POST /api/questions/${N}`]: QuestionOutput<N>;
};
