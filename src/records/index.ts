/** Every act and every question by name. The names are the API's: never reused for another meaning. */
import type { z } from 'zod';
import { BwcError } from '../domain/errors.js';
import { isSomebody } from '../policy/approvals/person.js';
import { describeIssue } from '../policy/describe-issue.js';
import type { Act, ActContext, Question, QuestionContext } from './act.js';
import { archiveAgain, archiveOrders } from './archive/orders.js';
import { approvalLadderFor, approvalList } from './approvals/list.js';
import { recordApproval, withdrawApproval } from './approvals/record.js';
import { gateClip, gateSummary } from './clips/gate.js';
import { approveDisposal, refuseDisposal } from './disposal/decide.js';
import { disposalList, disposalShow } from './disposal/list.js';
import { proposeDisposal } from './disposal/propose.js';
import { holdList } from './holds/list.js';
import { placeHold } from './holds/place.js';
import { askHoldRelease, consentToHoldRelease, refuseHoldRelease } from './holds/release.js';
import { retentionOfClip } from './retention/explain.js';
import { noteBag } from './archive/note-bag.js';
import { noteTrailExport } from './trail/note-export.js';
import { activityBegin, activityChange, activityEnd, activityJoin, activityLeave } from './activities/acts.js';
import { activityPropose } from './activities/propose.js';
import { activityList, activityShow } from './activities/questions.js';
import { caseChange, caseClose, caseOpen } from './cases/acts.js';
import { caseJoin } from './cases/join.js';
import { caseLeave } from './cases/leave.js';
import { caseList, caseShow } from './cases/questions.js';
import { factsOf } from './facts/of.js';
import { findCamera, loseCamera, repairCamera, reportFault, returnCamera } from './cameras/acts.js';
import { eraseAgain } from './cameras/erase-again.js';
import { issueCamera } from './cameras/issue.js';
import { addCamera, changeCamera } from './cameras/keep.js';
import { listCameras } from './cameras/list.js';
import { showCamera } from './cameras/show.js';
import { explainInterruption } from './continuity/explain.js';
import { listInterruptions } from './continuity/list.js';
import { consentToLaterUpload } from './deadlines/consent.js';
import { deadlinesBy } from './deadlines/grouped.js';
import { nextDeadlines } from './deadlines/next.js';
import { deadlinesOfClip } from './deadlines/of-clip.js';
import { recomputeDeadlines } from './deadlines/recompute.js';
import { factsSaid } from './facts/said.js';
import { stateFact } from './facts/state.js';
import { labelForm } from './labels/form.js';
import { labelHistory } from './labels/history.js';
import { labelPut } from './labels/put.js';
import { nameCheck } from './names/check.js';
import { addPerson, changePerson, codeForPerson, revokePerson, revokeSession } from './people/acts.js';
import { personList, personSessions, personShow } from './people/questions.js';
import { addUnit, changeUnit, unitList } from './people/units.js';
import {
  camerasSheet,
  casesSheet,
  importCases,
  importPeople,
  importUnits,
  importCameras,
  noteExport,
  peopleSheet,
  unitsSheet,
} from './tables/index.js';
import { openFindings } from './verification/open.js';
import { requireOnRecord, whoActs } from './people/who-acts.js';
import { searchClips } from './search/clips.js';
import { searchDay } from './search/day.js';
import { listFilters, removeFilter, saveFilter } from './search/saved.js';
import { searchSuggest } from './search/suggest.js';

export const ACTS = {
  'fact.state': stateFact,
  'hold.place': placeHold,
  'hold.askRelease': askHoldRelease,
  'hold.consent': consentToHoldRelease,
  'hold.refuse': refuseHoldRelease,
  'approval.record': recordApproval,
  'approval.withdraw': withdrawApproval,
  'dispose.propose': proposeDisposal,
  'dispose.approve': approveDisposal,
  'dispose.refuse': refuseDisposal,
  'camera.add': addCamera,
  'camera.change': changeCamera,
  'camera.issue': issueCamera,
  'camera.return': returnCamera,
  'camera.lost': loseCamera,
  'camera.found': findCamera,
  'camera.faulty': reportFault,
  'camera.repaired': repairCamera,
  'camera.eraseAgain': eraseAgain,
  'deadline.consent': consentToLaterUpload,
  'deadlines.recompute': recomputeDeadlines,
  'interruption.explain': explainInterruption,
  'activity.begin': activityBegin,
  'activity.change': activityChange,
  'activity.end': activityEnd,
  'activity.join': activityJoin,
  'activity.leave': activityLeave,
  'label.put': labelPut,
  'case.open': caseOpen,
  'case.change': caseChange,
  'case.close': caseClose,
  'case.join': caseJoin,
  'case.leave': caseLeave,
  'person.add': addPerson,
  'person.change': changePerson,
  'person.code': codeForPerson,
  'person.revoke': revokePerson,
  'session.revoke': revokeSession,
  'unit.add': addUnit,
  'unit.change': changeUnit,
  'table.importCases': importCases,
  'table.importPeople': importPeople,
  'table.importUnits': importUnits,
  'table.importCameras': importCameras,
  'table.noteExport': noteExport,
  'trail.noteExport': noteTrailExport,
  'filter.save': saveFilter,
  'filter.remove': removeFilter,
  'archive.again': archiveAgain,
  'archive.noteBag': noteBag,
} as const;

export const QUESTIONS = {
  'facts.said': factsSaid,
  'retention.clip': retentionOfClip,
  'gate.clip': gateClip,
  'gate.summary': gateSummary,
  'archive.orders': archiveOrders,
  'hold.list': holdList,
  'approval.list': approvalList,
  'approval.ladder': approvalLadderFor,
  'dispose.list': disposalList,
  'dispose.show': disposalShow,
  'camera.show': showCamera,
  'camera.list': listCameras,
  'deadlines.next': nextDeadlines,
  'deadlines.by': deadlinesBy,
  'deadlines.clip': deadlinesOfClip,
  interruptions: listInterruptions,
  'facts.of': factsOf,
  'activity.show': activityShow,
  'activity.list': activityList,
  'activity.propose': activityPropose,
  'label.form': labelForm,
  'label.history': labelHistory,
  'case.show': caseShow,
  'case.list': caseList,
  'name.check': nameCheck,
  'person.list': personList,
  'person.show': personShow,
  'person.sessions': personSessions,
  'unit.list': unitList,
  'table.cases': casesSheet,
  'table.people': peopleSheet,
  'table.units': unitsSheet,
  'table.cameras': camerasSheet,
  'search.clips': searchClips,
  'search.day': searchDay,
  'search.suggest': searchSuggest,
  'finding.list': openFindings,
  'filter.list': listFilters,
} as const;

/** One person's word and then another's. */
const OF_TWO: ReadonlySet<ActName> = new Set([
  'hold.askRelease',
  'hold.consent',
  'dispose.propose',
  'dispose.approve',
] as const);

type Acts = typeof ACTS;
type Questions = typeof QUESTIONS;
export type ActName = keyof Acts;
export type QuestionName = keyof Questions;
export type ActInput<N extends ActName> = z.input<Acts[N]['input']>;
export type ActOutput<N extends ActName> = ReturnType<Acts[N]['run']>;
export type QuestionInput<N extends QuestionName> = z.input<Questions[N]['input']>;
export type QuestionOutput<N extends QuestionName> = ReturnType<Questions[N]['answer']>;

/** @throws BwcError, `bwc.usage` where the input has another shape */
export function runAct<N extends ActName>(context: ActContext, name: N, input: unknown): ActOutput<N> {
  const found: Act<z.ZodType, unknown> = ACTS[name];
  const parsed = read(found.input, input);
  if (!isSomebody(context.by) || !context.by.isWellFormed())
    throw new BwcError('bwc.usage', 'by: names nobody', { key: 'by' });
  const by = whoActs(context.store, context.by);
  if (OF_TWO.has(name)) requireOnRecord(context.store, by);
  return context.store.transaction(() => found.run({ ...context, by }, parsed)) as ActOutput<N>;
}

/** @throws BwcError, `bwc.usage` where the input has another shape */
export function answer<N extends QuestionName>(context: QuestionContext, name: N, input: unknown): QuestionOutput<N> {
  const found: Question<z.ZodType, unknown> = QUESTIONS[name];
  return found.answer(context, read(found.input, input)) as QuestionOutput<N>;
}

function read(schema: z.ZodType, input: unknown): unknown {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const { key, why } = describeIssue(parsed.error);
  throw new BwcError('bwc.usage', key === '' ? why : `${key}: ${why}`, { key });
}
