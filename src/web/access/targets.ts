/** What each act and question names, so that whoever may not see it may not speak of it. */
import type { z } from 'zod';
import { ACTS, QUESTIONS, type ActName, type QuestionName } from '../../records/index.js';

export interface Target {
  readonly kind:
    | 'visit'
    | 'clip'
    | 'recording'
    | 'activity'
    | 'case'
    | 'hold'
    | 'approval'
    | 'proposal'
    | 'person'
    | 'session';
  readonly id: string;
  /** Whether every clip of it has to be seen, and not only one. */
  readonly whole: boolean;
}

type Named<S extends z.ZodType> = (input: z.output<S>) => readonly Target[];
type ActTargets = { readonly [N in ActName]: Named<(typeof ACTS)[N]['input']> };
type QuestionTargets = { readonly [N in QuestionName]: Named<(typeof QUESTIONS)[N]['input']> };

const one = (kind: Target['kind'], id: string | null | undefined, whole = false): Target[] =>
  id == null ? [] : [{ kind, id, whole }];
const each = (kind: Target['kind'], ids: readonly string[]): Target[] => ids.flatMap((id) => one(kind, id, true));

interface Which {
  readonly clips: readonly string[];
  readonly recordings: readonly string[];
  readonly activities: readonly string[];
}
const which = ({ clips, recordings, activities }: Which): Target[] => [
  ...each('clip', clips),
  ...each('recording', recordings),
  ...each('activity', activities),
];

/** Of a subject: a camera is everybody's. */
const subject = ({ kind, id }: { readonly kind: string; readonly id: string }, whole = false): Target[] =>
  kind === 'clip' || kind === 'activity' || kind === 'case' || kind === 'hold' || kind === 'proposal'
    ? one(kind, id, whole)
    : [];

const none = (): Target[] => [];

export const ACT_TARGETS: ActTargets = {
  'fact.state': (input) => subject(input.subject),
  'hold.place': (input) => subject(input.subject, true),
  'hold.askRelease': (input) => one('hold', input.hold, true),
  'hold.consent': (input) => one('hold', input.hold, true),
  'hold.refuse': (input) => one('hold', input.hold, true),
  'approval.record': (input) => subject(input.subject),
  'approval.withdraw': (input) => one('approval', input.approval),
  'dispose.propose': (input) => each('clip', input.clips ?? []),
  'dispose.approve': (input) => one('proposal', input.proposal, true),
  'dispose.refuse': (input) => one('proposal', input.proposal, true),
  'camera.add': none,
  'camera.change': none,
  'camera.issue': none,
  'camera.return': none,
  'camera.lost': none,
  'camera.found': none,
  'camera.faulty': none,
  'camera.repaired': none,
  'camera.eraseAgain': none,
  'deadline.consent': (input) => subject(input.subject),
  'deadlines.recompute': none,
  'interruption.explain': (input) => [...one('activity', input.activity), ...one('clip', input.heard?.clip)],
  'activity.begin': which,
  'activity.change': (input) => one('activity', input.activity),
  'activity.end': (input) => one('activity', input.activity),
  'activity.join': (input) => [...one('activity', input.activity), ...which(input)],
  'activity.leave': (input) => [...one('activity', input.activity), ...which(input)],
  'label.put': which,
  'case.open': none,
  'case.change': (input) => one('case', input.case),
  'case.close': (input) => one('case', input.case),
  // Whoever knows its number may put footage of his own into a case that others opened.
  'case.join': which,
  'case.leave': (input) => [...one('case', input.case), ...which(input)],
  'person.add': none,
  'person.change': none,
  'person.code': none,
  'person.revoke': none,
  'session.revoke': (input) => one('session', input.session),
  'unit.add': none,
  'unit.change': none,
  'table.importCases': (input) => input.rows.flatMap(({ cells }) => one('case', cells['number'])),
  'table.importPeople': none,
  'table.importUnits': none,
  'table.importCameras': none,
  'table.noteExport': none,
  'trail.noteExport': (input) => one('clip', input.clip, true),
  'filter.save': none,
  'filter.remove': none,
  'archive.again': none,
  'archive.noteBag': (input) => one('visit', input.visit, true),
};

export const QUESTION_TARGETS: QuestionTargets = {
  'facts.said': (input) => subject(input.subject),
  'retention.clip': (input) => one('clip', input.clip),
  'gate.clip': (input) => one('clip', input.clip),
  'gate.summary': none,
  'archive.orders': none,
  'hold.list': (input) => one('clip', input.clip),
  'approval.list': (input) => (input.subject === null ? [] : subject(input.subject)),
  'approval.ladder': (input) => one('clip', input.clip),
  'dispose.list': none,
  'dispose.show': (input) => one('proposal', input.proposal),
  'camera.show': none,
  'camera.list': none,
  'deadlines.next': none,
  'deadlines.by': none,
  'deadlines.clip': (input) => one('clip', input.clip),
  interruptions: (input) => one('activity', input.activity),
  'facts.of': (input) => one('clip', input.clip),
  'activity.show': (input) => one('activity', input.activity),
  'activity.list': none,
  'activity.propose': none,
  'label.form': (input) => one('clip', input.clip),
  'label.history': (input) => one('clip', input.clip),
  'case.show': (input) => one('case', input.case),
  'case.list': none,
  'name.check': (input) => one('clip', input.clip),
  'person.list': none,
  'person.show': none,
  'person.sessions': (input) => [{ kind: 'person', id: input.person ?? '', whole: true }],
  'unit.list': none,
  'table.cases': none,
  'table.people': none,
  'table.units': none,
  'table.cameras': none,
  'search.clips': none,
  'search.day': none,
  'search.suggest': none,
  'finding.list': none,
  'filter.list': none,
};

/** What the input of an act names; nothing where it is no such input: the act itself says what is wrong with it. */
export function actTargets(name: ActName, input: unknown): readonly Target[] {
  const read = ACTS[name].input.safeParse(input);
  return read.success ? (ACT_TARGETS[name] as Named<z.ZodType>)(read.data) : [];
}

export function questionTargets(name: QuestionName, input: unknown): readonly Target[] {
  const read = QUESTIONS[name].input.safeParse(input);
  return read.success ? (QUESTION_TARGETS[name] as Named<z.ZodType>)(read.data) : [];
}
