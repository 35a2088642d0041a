/** What each act and each question takes: a permission, and for what cannot be undone the password once more. */
import type { ActName, QuestionName } from '../../records/index.js';
import type { Permission } from './permissions.js';

export interface Wants {
  readonly permission: Permission;
  /** The password has to have been given within the last minutes. */
  readonly confirm: boolean;
}

const needs = (permission: Permission): Wants => ({ permission, confirm: false });
const confirmed = (permission: Permission): Wants => ({ permission, confirm: true });

export const ACT_WANTS: Readonly<Record<ActName, Wants>> = {
  'fact.state': needs('clip.explain'),
  'hold.place': confirmed('hold.place'),
  'hold.askRelease': confirmed('hold.askRelease'),
  'hold.consent': confirmed('hold.decide'),
  'hold.refuse': confirmed('hold.decide'),
  'approval.record': confirmed('approval.record'),
  'approval.withdraw': confirmed('approval.record'),
  'dispose.propose': confirmed('disposal.propose'),
  'dispose.approve': confirmed('disposal.decide'),
  'dispose.refuse': confirmed('disposal.decide'),
  'camera.issue': needs('camera.issue'),
  'camera.return': needs('camera.issue'),
  'camera.lost': needs('camera.report'),
  'camera.found': needs('camera.issue'),
  'camera.faulty': needs('camera.report'),
  'camera.repaired': needs('camera.issue'),
  'deadline.consent': needs('deadline.consent'),
  'deadlines.recompute': needs('deadline.recompute'),
  'interruption.explain': needs('clip.explain'),
  'activity.begin': needs('clip.file'),
  'activity.change': needs('clip.file'),
  'activity.end': needs('clip.file'),
  'activity.join': needs('clip.file'),
  'activity.leave': needs('clip.file'),
  'label.put': needs('clip.label'),
  'case.open': needs('clip.file'),
  'case.change': needs('clip.file'),
  'case.close': needs('clip.file'),
  'case.join': needs('clip.file'),
  'case.leave': needs('clip.file'),
  'person.add': confirmed('people.keep'),
  'person.change': confirmed('people.keep'),
  'person.code': confirmed('people.keep'),
  'person.revoke': needs('people.keep'),
  'session.revoke': needs('self.keep'),
  'unit.add': needs('people.keep'),
  'unit.change': needs('people.keep'),
  'filter.save': needs('self.keep'),
  'filter.remove': needs('self.keep'),
};

export const QUESTION_WANTS: Readonly<Record<QuestionName, Wants>> = {
  'facts.said': needs('clip.see'),
  'retention.clip': needs('clip.see'),
  'gate.clip': needs('clip.see'),
  'gate.summary': needs('disposal.see'),
  'hold.list': needs('hold.see'),
  'approval.list': needs('approval.see'),
  'approval.ladder': needs('rules.see'),
  'dispose.list': needs('disposal.see'),
  'dispose.show': needs('disposal.see'),
  'camera.show': needs('camera.see'),
  'deadlines.next': needs('deadline.see'),
  'deadlines.by': needs('deadline.see'),
  interruptions: needs('clip.see'),
  'facts.of': needs('clip.see'),
  'activity.show': needs('clip.see'),
  'activity.list': needs('clip.see'),
  'activity.propose': needs('clip.see'),
  'label.form': needs('rules.see'),
  'label.history': needs('clip.see'),
  'case.show': needs('clip.see'),
  'case.list': needs('clip.see'),
  'name.check': needs('rules.see'),
  'person.list': needs('people.see'),
  'person.show': needs('people.see'),
  'person.sessions': needs('self.keep'),
  'unit.list': needs('dock.see'),
  'search.clips': needs('clip.see'),
  'search.day': needs('clip.see'),
  'search.suggest': needs('clip.see'),
  'filter.list': needs('self.keep'),
};
