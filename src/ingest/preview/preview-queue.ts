/**
 * Makes previews: of what was brought in last first, one at a time, after everything else and never while a camera is
 * copied; and at once of what somebody asks for. What is under way when the station stops is begun again.
 */
import { availableParallelism } from 'node:os';
import type { Logger } from 'pino';
import { BwcError } from '../../domain/errors.js';
import type { PreviewView } from '../../domain/preview.js';
import type { PreviewSource } from '../../store/repositories/previews.js';
import type { StationStore } from '../../store/station-store.js';
import type { SandboxTools } from '../media/sandbox.js';
import type { Gate } from './gate.js';
import { encoderProblem } from './encoders.js';
import { makePreview } from './make-preview.js';
import { PreviewJob, type JobEnd } from './preview-job.js';
import type { PreviewKeeper } from './preview-keeper.js';
import { mostBytes, QUALITIES, type PreviewQuality } from './quality.js';

export interface PreviewSettings {
  /** Whether any are made before somebody asks for them. */
  readonly background: boolean;
  readonly quality: PreviewQuality;
  readonly tools?: Partial<SandboxTools>;
}

/** Where the content lies while something is made of it. */
export interface SourceFile {
  /** Absolute. */
  readonly path: string;
  readonly release: () => Promise<void>;
}

/** Longest silence of the maker. */
const TIMEOUT_MS = 60_000;
const MOST_THREADS = 4;

export class PreviewQueue {
  readonly #abort = new AbortController();
  readonly #jobs = new Map<string, { readonly job: PreviewJob; readonly end: Promise<JobEnd> }>();
  #background: Promise<void> | null = null;
  /** Known once all encoders were found: ffmpeg does not lose them while the station runs. */
  #hasEncoders = false;
  /** What is asked for waits for what was asked for before. */
  #asked: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: StationStore,
    private readonly keeper: PreviewKeeper,
    private readonly settings: PreviewSettings,
    /** Closed while there is better to do. */
    private readonly gate: Gate,
    private readonly log: Logger,
    private readonly atHand: (source: PreviewSource) => Promise<SourceFile>,
  ) {}

  /** There may be something to do. */
  wake(): void {
    if (this.#abort.signal.aborted || !this.settings.background) return;
    this.#background ??= this.#work()
      .catch((error: unknown) => {
        if (!this.#abort.signal.aborted) this.log.error({ err: error }, 'making previews failed');
      })
      .finally(() => {
        this.#background = null;
      });
  }

  /** Resolves when nothing is left to be made, or nothing can be. */
  async idle(): Promise<void> {
    while (this.#background !== null) await this.#background;
    await this.#asked;
  }

  async stop(): Promise<void> {
    this.#abort.abort();
    await this.idle();
  }

  /**
   * Makes it now, whatever else is going on.
   * @throws BwcError `bwc.media.no_preview` where none can be made at present
   */
  async demand(clipId: string): Promise<PreviewView> {
    const view = this.#ready(clipId);
    if (view !== undefined) {
      this.keeper.seen(clipId);
      return view;
    }
    const running = this.#jobs.get(clipId);
    running?.job.hurry();
    const ending = running?.end ?? this.#asked.then(() => this.#makeNow(clipId));
    if (running === undefined) this.#asked = ending.catch(() => undefined);
    const end = await ending;
    if (end.how === 'unable') throw noPreview(clipId, end.reason);
    this.keeper.seen(clipId);
    return end.view;
  }

  async #work(): Promise<void> {
    for (;;) {
      await this.gate.whenOpen(this.#abort.signal);
      const source = this.store.previews.next();
      if (source === undefined) return;
      // Only what was looked at, or brought in, before it: else the newest would be made and dropped in turns.
      if (!(await this.keeper.makeRoom(this.#mostBytes(source), source.storedAt)))
        this.keeper.end(source.clipId, 'dropped', null);
      else if ((await this.#start(source, false)).how === 'unable') return;
    }
  }

  async #makeNow(clipId: string): Promise<JobEnd> {
    const source = this.store.previews.source(clipId);
    if (source === undefined) throw noPreview(clipId, 'its content is not known');
    const view = this.#ready(clipId);
    if (view !== undefined) return { how: 'ended', view };
    if (!(await this.keeper.makeRoom(this.#mostBytes(source), null)))
      throw noPreview(clipId, 'there is no room for it on the disk');
    // Of two at a time the one that is waited for comes first.
    this.gate.close('asked for');
    try {
      return await this.#start(source, true);
    } finally {
      this.gate.open('asked for');
    }
  }

  /** Undefined where something is still to be made. */
  #ready(clipId: string): PreviewView | undefined {
    const view = this.store.previews.view(clipId);
    if (view.state === 'asIs') return view;
    return view.state === 'made' && this.keeper.isWhole(clipId) ? view : undefined;
  }

  #start(source: PreviewSource, urgent: boolean): Promise<JobEnd> {
    const known = this.#jobs.get(source.clipId);
    if (known !== undefined) {
      if (urgent) known.job.hurry();
      return known.end;
    }
    const job = new PreviewJob(this.gate, urgent);
    const end = this.#make(source, job).finally(() => {
      job.end();
      this.#jobs.delete(source.clipId);
    });
    this.#jobs.set(source.clipId, { job, end });
    return end;
  }

  async #make(source: PreviewSource, job: PreviewJob): Promise<JobEnd> {
    const { store, keeper, settings } = this;
    const { clipId, durationMs } = source;
    const problem = this.#hasEncoders ? null : await encoderProblem(settings.tools?.ffmpeg);
    if (problem !== null) return this.#unable(problem);
    this.#hasEncoders = true;
    const { path, release } = await this.atHand(source);
    const outputs = await keeper.files.stage();
    try {
      const made = await makePreview(
        { path, durationMs, outputs },
        {
          quality: QUALITIES[settings.quality],
          threads: job.isUrgent ? Math.min(MOST_THREADS, availableParallelism()) : 1,
          timeoutMs: TIMEOUT_MS,
          signal: this.#abort.signal,
          talk: job.talk,
          ...(settings.tools === undefined ? {} : { tools: settings.tools }),
        },
      );
      if (made.state === 'unavailable') return this.#unable(made.reason);
      if (made.state === 'made') await keeper.keep(source, made.reason, made.files, outputs);
      else keeper.end(clipId, made.state, made.state === 'failed' ? made.reason : null);
      return { how: 'ended', view: store.previews.view(clipId) };
    } finally {
      await keeper.files.discard(outputs);
      await release();
    }
  }

  #unable(reason: string): JobEnd {
    this.log.warn({ reason }, 'no previews can be made here');
    return { how: 'unable', reason };
  }

  #mostBytes({ durationMs }: PreviewSource): number {
    return mostBytes(durationMs, QUALITIES[this.settings.quality]);
  }
}

const noPreview = (clipId: string, reason: string): BwcError =>
  new BwcError('bwc.media.no_preview', `no preview of ${clipId}: ${reason}`, { clip: clipId, reason });
