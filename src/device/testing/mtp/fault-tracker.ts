import type { Fault, FaultSchedule, ScheduledFault } from './schedule.js';

/** Counts commands and says which faults are due. */
export class FaultTracker {
  readonly #schedule: FaultSchedule;
  readonly #counts = new Map<number | 'any', number>();
  /** Those that really took effect, in order. */
  readonly struck: Fault[] = [];

  constructor(schedule: FaultSchedule) {
    this.#schedule = schedule;
  }

  onCommand(code: number): readonly ScheduledFault[] {
    if (this.#schedule.length === 0) return [];
    const any = this.#count('any');
    const same = this.#count(code);
    return this.#schedule.filter(({ when, do: fault }) => {
      if (when.op !== 'any' && when.op !== code) return false;
      const nth = when.op === 'any' ? any : same;
      const times = fault.kind === 'busy' ? fault.times : 1;
      return nth >= when.nth && nth < when.nth + times;
    });
  }

  #count(key: number | 'any'): number {
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count;
  }
}
