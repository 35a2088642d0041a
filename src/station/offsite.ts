/** Whether copies are kept in another place as regularly as the rulebook asks (TJ-20), and the alarm where they are not. */
import { addMs, type Instant } from '../domain/time.js';
import { basisOf } from '../policy/rulebook/cited.js';
import type { Rulebook } from '../policy/rulebook/schema.js';
import type { RulesInForce } from '../policy/rules-in-force.js';
import type { Repositories, StationStore } from '../store/station-store.js';
import type { OffsiteCopies } from '../web/station-health.js';
import type { TargetConfig } from './archive-target-config.js';

const DAY_MS = 86_400_000;

/** Null where the rulebook does not speak of it. */
export function offsiteAsked({ records }: Pick<Rulebook, 'records'>): Omit<OffsiteCopies, 'archives'> | null {
  const asked = records.offsiteBackupDays;
  if (asked === undefined) return null;
  const { article, phrase } = basisOf(asked);
  return { days: asked.value, article, phrase };
}

const offsiteNames = (targets: readonly TargetConfig[]): string[] =>
  targets.filter(({ role }) => role === 'offsite').map(({ name }) => name);

/** Null where the rulebook does not speak of it. */
export function offsiteCopies(
  { archives }: Pick<Repositories, 'archives'>,
  rulebook: Rulebook,
  targets: readonly TargetConfig[],
): OffsiteCopies | null {
  const asked = offsiteAsked(rulebook);
  if (asked === null) return null;
  return {
    ...asked,
    archives: offsiteNames(targets).map((target) => ({ target, completedAt: archives.completedAt(target) })),
  };
}

/** Looks at what is on record; which archive is an off-site one is the configuration's to say. */
export class OffsiteWatch {
  readonly #asked;
  readonly #names: readonly string[];

  constructor(
    private readonly store: StationStore,
    { rulebook }: RulesInForce,
    targets: readonly TargetConfig[],
  ) {
    this.#asked = offsiteAsked(rulebook);
    this.#names = offsiteNames(targets);
  }

  /** Counted from the first moment there was anything to copy. */
  look(now: Instant): void {
    if (this.#asked === null) return;
    const { days } = this.#asked;
    const since =
      this.#names
        .flatMap((name) => this.store.archives.completedAt(name) ?? [])
        .sort()
        .at(-1) ?? null;
    const begun = since ?? this.store.originals.firstStoredAt();
    const late = begun !== null && addMs(begun, days * DAY_MS) < now;
    if (late) this.store.raiseAlarm('archive.offsite_late', 'offsite', { days, since, archives: [...this.#names] });
    else if (this.store.alarms.isOpen('archive.offsite_late', 'offsite'))
      this.store.clearAlarm('archive.offsite_late', 'offsite');
  }
}
