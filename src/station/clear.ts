/**
 * Clearing as the station has it: finishes what a crash left, then gives up originals that an archive has, oldest first, while
 * the disk is too full or they have been archived for long. And what was cleared, read from the archive or brought back.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Logger } from 'pino';
import { ArchivedReader } from '../archive/clear/archived-reader.js';
import { clearClip } from '../archive/clear/clear-clip.js';
import type { Clearing } from '../archive/clear/clearing.js';
import { finishClear } from '../archive/clear/finish-clear.js';
import { returnClip } from '../archive/clear/return-clip.js';
import type { ArchivePlace } from '../archive/sync/context.js';
import { BwcError, isBwcError } from '../domain/errors.js';
import { toInstant, type Clock, type Instant } from '../domain/time.js';
import { diskSpace, fits } from '../ingest/free-space.js';
import { Gate } from '../ingest/preview/gate.js';
import { bytesToClear } from '../policy/clear/clear-due.js';
import type { RulesInForce } from '../policy/rules-in-force.js';
import type { ClearedOriginal } from '../store/repositories/cleared.js';
import type { StationStore } from '../store/station-store.js';
import type { Finding } from '../store/verify/finding.js';
import type { ClearEvent, ClearPlan, ClearStatus, ClearSummary } from '../web/clear-status.js';
import { openPlaces } from './archive-places.js';
import { ClearLook, limitsOf } from './clear-plan.js';
import { clearStatus } from './clear-status.js';
import type { Config } from './config.js';

/** So often it is looked whether something is to go. */
const LOOK_EVERY_MS = 600_000;
const DAY_MS = 86_400_000;
const UNFINISHED_AT_ONCE = 100;
const STATION = 'station';

/** What a clip is shown by where its original is far away. */
export interface PreviewsOfClips {
  /** Makes one where one is still to be made. */
  readonly make: (clipId: string) => Promise<unknown>;
  readonly isMaking: (clipId: string) => boolean;
}

export class StationClear {
  readonly reader: ArchivedReader;
  readonly #gate = new Gate();
  readonly #stop = new AbortController();
  readonly #places: readonly ArchivePlace[];
  readonly #look: ClearLook;
  readonly #clearing: Clearing;
  /** Rows that are being brought back: whether their file is there is nobody else's business. */
  readonly #returning = new Set<number>();
  #lookedAt = -Infinity;
  #running: Promise<void> | null = null;
  #code: string | null = null;

  /** @param found puts on record what an archive has instead of an original */
  constructor(
    private readonly store: StationStore,
    private readonly config: Config,
    rules: RulesInForce,
    private readonly clock: Clock,
    private readonly log: Logger,
    found: (clipId: string, finding: Finding, target: string) => void,
    private readonly previews: PreviewsOfClips,
  ) {
    this.#places = openPlaces(config, clock);
    this.#look = new ClearLook(store, config, rules, previews.isMaking);
    this.reader = new ArchivedReader(store, this.#places, { found });
    this.#clearing = {
      store,
      clock,
      places: this.#places,
      settings: { minimumDays: config.archive.minimum_days, zone: config.station.timezone },
      judge: (clip) => this.#look.judge(clip, this.#now()),
      copies: (clip) => this.#look.copies(clip, this.#now()),
      readBackMs: config.clear.read_back_days * DAY_MS,
      found,
    };
  }

  /** A camera that is copied comes first. */
  readonly copying = (busy: boolean): void => {
    if (busy) this.#gate.close('copying');
    else this.#gate.open('copying');
  };

  /** To be called again and again: begins what may begin. */
  tick(): void {
    const now = this.clock.now();
    if (this.#running !== null || now - this.#lookedAt < LOOK_EVERY_MS) return;
    this.#lookedAt = now;
    if (this.config.clear.policy !== 'automatic' && this.store.cleared.unfinished(0, 1).length === 0) return;
    void this.#begin(STATION, () => undefined);
  }

  /** A camera waits for room: it is looked at once. */
  giveWay(): void {
    this.#lookedAt = -Infinity;
    this.tick();
  }

  /** By the policy, now. Ends with `ended`. @throws BwcError `bwc.clear.off` where nobody authorised it */
  async *now(by: string): AsyncGenerator<ClearEvent> {
    if (this.config.clear.policy === 'never')
      throw new BwcError('bwc.clear.off', 'clearing is not authorised', { key: 'clear.policy' });
    this.store.transaction(() => this.store.log.append('clear.asked', { by }));
    await this.#running;
    const waiting: ClearEvent[] = [];
    let wake = (): void => undefined;
    const run = { isOver: false };
    const end = this.#begin(by, (event) => {
      waiting.push(event);
      wake();
    }).finally(() => {
      run.isOver = true;
      wake();
    });
    for (;;) {
      const event = waiting.shift();
      if (event !== undefined) yield event;
      else if (run.isOver) break;
      else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
    await end;
  }

  status(): ClearStatus {
    return clearStatus(this.store, this.config, { busy: this.#running !== null, code: this.#code });
  }

  async plan(): Promise<ClearPlan> {
    return this.#look.plan(await this.#disk(), this.#now());
  }

  /** Brings a cleared original back to the disk. @throws BwcError `bwc.clear.room`; ArchiveError */
  async bringBack(row: ClearedOriginal, by: string): Promise<void> {
    if (!fits(await this.#disk(), 0, row.bytes))
      throw new BwcError('bwc.clear.room', `there is no room for ${String(row.bytes)} bytes`, { bytes: row.bytes });
    this.#returning.add(row.id);
    try {
      await returnClip({ store: this.store, clock: this.clock, reader: this.reader }, row, by);
    } finally {
      this.#returning.delete(row.id);
    }
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    for (const { target } of this.#places) target.close();
  }

  #begin(by: string, tell: (event: ClearEvent) => void): Promise<void> {
    const running = this.#run(by, tell)
      .catch((error: unknown) => {
        if (!this.#stop.signal.aborted) this.log.error({ err: error }, 'clearing broke off');
      })
      .finally(() => {
        this.#running = null;
      });
    this.#running = running;
    return running;
  }

  async #run(by: string, tell: (event: ClearEvent) => void): Promise<void> {
    const summary = { cleared: 0, bytes: 0, notConfirmed: 0, left: 0, code: null as string | null };
    try {
      await this.#finish();
      if (this.config.clear.policy !== 'never') await this.#clear(by, summary, tell);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      summary.code = isBwcError(error) ? error.code : 'bwc.internal';
      this.log.warn({ err: error }, 'clearing ended early');
    }
    this.#code = summary.code;
    tell({ type: 'ended', ...summary });
  }

  /** What a crash left between the record and the file. */
  async #finish(): Promise<void> {
    for (let after = 0; ;) {
      const rows = this.store.cleared.unfinished(after, UNFINISHED_AT_ONCE);
      for (const row of rows)
        if (!this.#returning.has(row.id)) await finishClear(this.#clearing, row, this.#stop.signal);
      const last = rows.at(-1);
      if (last === undefined) return;
      after = last.id;
    }
  }

  async #clear(
    by: string,
    summary: { -readonly [K in keyof ClearSummary]: ClearSummary[K] },
    tell: (event: ClearEvent) => void,
  ): Promise<void> {
    const { clear } = this.config;
    const authorised = { by: clear.authorised_by, on: clear.authorised_on };
    const limits = limitsOf(this.config);
    summary.left = bytesToClear(limits, await this.#disk());
    if (summary.left === 0 && limits.afterDays === null) return;
    for (const clip of this.#look.candidates()) {
      if (summary.left <= 0 && limits.afterDays === null) break;
      await this.#gate.whenOpen(this.#stop.signal);
      let found = this.#look.look(clip, summary.left, this.#now());
      if (found !== null && found !== 'younger' && 'stays' in found && found.stays.join() === 'preview') {
        await this.#preview(clip);
        found = this.#look.look(clip, summary.left, this.#now());
      }
      if (found === 'younger') break;
      await breathe();
      if (found === null || !('goes' in found)) continue;
      const { bytes, why } = found.goes;
      await this.#preview(clip);
      const outcome = await clearClip(this.#clearing, clip, { why, by, authorised }, this.#stop.signal);
      if (outcome.cleared) {
        summary.cleared += 1;
        summary.bytes += bytes;
        summary.left = Math.max(0, summary.left - bytes);
        tell({ type: 'cleared', clip, bytes, why });
      } else {
        if (outcome.bars.includes('notConfirmed')) summary.notConfirmed += 1;
        tell({ type: 'stays', clip, bars: outcome.bars, detail: outcome.detail });
      }
    }
  }

  /** While the original is near; what cannot be made now is made from the archive when somebody asks. */
  async #preview(clip: string): Promise<void> {
    if (!this.config.media.previews || this.store.previews.view(clip).state !== 'waiting') return;
    try {
      await this.previews.make(clip);
    } catch (error) {
      this.log.info({ err: error, clip }, 'no preview was made before clearing');
    }
  }

  #disk() {
    return diskSpace(this.store.paths.root, this.config.ingest.reserve);
  }

  #now(): Instant {
    return toInstant(this.clock.now());
  }
}
