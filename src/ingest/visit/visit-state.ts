/** What the parts of one visit share: what they work with, whose visit it is, and how far it has come. */
import { VisitRecords, type VisitSubject } from './visit-records.js';
import type { VisitDependencies, VisitPlan } from './visit-plan.js';

export class VisitState {
  readonly records: VisitRecords;
  /** Null until its files are within reach. */
  subject: VisitSubject | null = null;
  /** The visit of a camera that was still in host mode when it began. */
  dockedId: string | null = null;
  canSetClock = false;
  /** Whether the child process that runs now has listed what there is. */
  listed = false;
  stopping: 'park' | 'cancel' | null = null;
  over = false;

  constructor(
    readonly deps: VisitDependencies,
    readonly plan: VisitPlan,
  ) {
    this.records = new VisitRecords(deps.store, deps.clock, deps.cameraRead);
  }

  get id(): string | null {
    return this.subject?.id ?? this.dockedId;
  }

  get slot(): string {
    return this.plan.candidate.slot;
  }

  require(): VisitSubject {
    if (this.subject === null) throw new Error('the visit is not open yet');
    return this.subject;
  }
}
