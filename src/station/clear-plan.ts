/** What clearing would do now, by what is on record: the same for the daemon, its dry run and a command beside it. */
import type { ClearBar, ClearReason } from '../domain/clear.js';
import { archivedOf } from '../archive/archived.js';
import type { ProvenCopy } from '../archive/clear/clearing.js';
import type { RequiredArchive } from '../archive/judge-archived.js';
import { parseKey } from '../archive/keys.js';
import { addMs, type Instant } from '../domain/time.js';
import { bytesToClear, clearReason, type ClearLimits } from '../policy/clear/clear-due.js';
import type { RulesInForce } from '../policy/rules-in-force.js';
import { judgeClear } from '../records/clear/judge.js';
import type { DiskSpace } from '../ingest/free-space.js';
import type { Repositories, StationStore } from '../store/station-store.js';
import type { ClearPlan } from '../web/clear-status.js';
import type { Config } from './config.js';
import { requiredArchives } from './required-archives.js';

type Store = Repositories & Pick<StationStore, 'paths'>;

const PAGE = 100;
const MOST_LOOKED_AT = 2_000;
const MOST_LISTED = 100;
const DAY_MS = 86_400_000;

export const limitsOf = ({ clear }: Pick<Config, 'clear'>): ClearLimits => ({
  fullPercent: clear.full_percent,
  untilPercent: clear.until_percent,
  afterDays: clear.after_days === 'none' ? null : clear.after_days,
});

/** Where the original is proven to be; nowhere where something of the clip is lacking at one archive. */
export function copiesOf(
  store: Repositories,
  required: readonly RequiredArchive[],
  clipId: string,
  now: Instant,
): ProvenCopy[] {
  const verdict = archivedOf(store, clipId, required, now);
  if (!verdict.archived) return [];
  const orders = store.outbox.of(clipId).filter((o) => o.kind === 'original');
  return verdict.heldBy.flatMap(({ target, archiveId, objects }) => {
    const original = objects.find((o) => o.part === 'original');
    const key = original === undefined ? null : parseKey(original.key);
    const order = orders.find((o) => o.target === target);
    const archivedAt = order?.doneAt ?? null;
    if (original === undefined || key === null || order === undefined || archivedAt === null) return [];
    const { objectVersion, sha256, bytes, retainUntil } = original;
    const readAt = store.archiveReads.get(order.id)?.readAt ?? archivedAt;
    return [{ target, archiveId, key, objectVersion, sha256, bytes, retainUntil, archivedAt, readAt }];
  });
}

export interface Candidate {
  readonly clip: string;
  readonly bytes: number;
  readonly why: ClearReason;
  readonly target: string;
}

export type Looked = { readonly goes: Candidate } | { readonly stays: readonly ClearBar[] } | 'younger';

/** Looks at clips, those that were stored first first, and says of each what becomes of it. */
export class ClearLook {
  readonly #required: readonly RequiredArchive[];
  readonly #settings;
  readonly #limits: ClearLimits;

  constructor(
    private readonly store: Store,
    private readonly config: Config,
    private readonly rules: RulesInForce,
    making: (clipId: string) => boolean = () => false,
  ) {
    this.#required = requiredArchives(config);
    this.#settings = { keepDays: config.clear.keep_days, making };
    this.#limits = limitsOf(config);
  }

  judge(clipId: string, now: Instant): readonly ClearBar[] {
    return judgeClear(this.store, this.rules, this.#settings, clipId, this.copies(clipId, now).length > 0, now);
  }

  copies(clipId: string, now: Instant): ProvenCopy[] {
    return copiesOf(this.store, this.#required, clipId, now);
  }

  /** `younger`: all that come after it stay as well. Null where nothing wants it to go. @param left bytes that have to go */
  look(clipId: string, left: number, now: Instant): Looked | null {
    const clip = this.store.clips.get(clipId);
    if (clip === undefined) return null;
    if (addMs(clip.storedAt, this.config.clear.keep_days * DAY_MS) > now) return 'younger';
    const [copy] = this.copies(clipId, now);
    if (copy === undefined) return { stays: this.judge(clipId, now) };
    const why = clearReason(this.#limits, copy.archivedAt, left, now);
    if (why === null) return null;
    const bars = this.judge(clipId, now);
    return bars.length > 0 ? { stays: bars } : { goes: { clip: clipId, bytes: clip.bytes, why, target: copy.target } };
  }

  plan(disk: DiskSpace, now: Instant): ClearPlan {
    const { clear } = this.config;
    const toClear = bytesToClear(this.#limits, disk);
    const stays = new Map<ClearBar, number>();
    const clips: Candidate[] = [];
    let [left, looked, more] = [toClear, 0, false];
    for (const clip of this.candidates()) {
      if (looked === MOST_LOOKED_AT || clips.length === MOST_LISTED) {
        more = true;
        break;
      }
      looked += 1;
      const found = this.look(clip, left, now);
      if (found === 'younger') break;
      if (found === null) continue;
      if ('goes' in found) {
        clips.push(found.goes);
        left -= found.goes.bytes;
      } else for (const bar of found.stays) stays.set(bar, (stays.get(bar) ?? 0) + 1);
    }
    const { policy, full_percent: fullPercent, until_percent: untilPercent } = clear;
    const { diskBytes, freeBytes } = disk;
    const usedPercent = diskBytes === 0 ? 0 : Math.round(((diskBytes - freeBytes) * 1000) / diskBytes) / 10;
    return {
      ...{ policy, usedPercent, fullPercent, untilPercent, bytesToClear: toClear, clips, more },
      stays: [...stays].map(([bar, n]) => ({ bar, clips: n })),
    };
  }

  *candidates(): Generator<string> {
    for (let after = ''; ;) {
      const page = this.store.cleared.candidates(after, PAGE);
      yield* page;
      const last = page.at(-1);
      if (last === undefined || page.length < PAGE) return;
      after = last;
    }
  }
}
