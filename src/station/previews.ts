/** Previews as the station has them: made when there is nothing better to do, or when somebody asks; the first to go for originals. */
import { extname, join } from 'node:path';
import type { Logger } from 'pino';
import type { ArchivedReader } from '../archive/clear/archived-reader.js';
import { fetchInto } from '../archive/clear/fetch-into.js';
import { BwcError } from '../domain/errors.js';
import type { PreviewView } from '../domain/preview.js';
import type { Clock } from '../domain/time.js';
import { Gate } from '../ingest/preview/gate.js';
import { PreviewKeeper } from '../ingest/preview/preview-keeper.js';
import { PreviewQueue, type SourceFile } from '../ingest/preview/preview-queue.js';
import type { PreviewSource } from '../store/repositories/previews.js';
import type { StationStore } from '../store/station-store.js';
import type { Config } from './config.js';

export class StationPreviews {
  readonly keeper: PreviewKeeper;
  readonly #gate = new Gate();
  readonly #queue: PreviewQueue;
  readonly #log: Logger;
  #givingWay: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: StationStore,
    { media, ingest }: Config,
    clock: Clock,
    log: Logger,
    promisedBytes: () => number,
    private readonly reader: ArchivedReader,
  ) {
    this.#log = log.child({ component: 'previews' });
    this.keeper = new PreviewKeeper(
      store,
      { space: media.preview_space, reserve: ingest.reserve },
      clock,
      promisedBytes,
    );
    const settings = { background: media.previews, quality: media.preview_quality };
    this.#queue = new PreviewQueue(store, this.keeper, settings, this.#gate, this.#log, (source) =>
      this.#atHand(source),
    );
  }

  readonly copying = (busy: boolean): void => {
    if (busy) this.#gate.close('copying');
    else this.#gate.open('copying');
  };

  /** @param described facts come first @param stays whether the station is there for more than one command */
  after(described: Promise<void>, stays: boolean): void {
    this.#gate.close('describing');
    void described.then(() => {
      this.#gate.open('describing');
      if (stays) this.#queue.wake();
    });
  }

  /** A camera waits for room on the disk. */
  giveWay(): void {
    this.#givingWay = this.#givingWay
      .then(() => this.keeper.giveWay())
      .catch((error: unknown) => {
        this.#log.error({ err: error }, 'previews could not be dropped');
      });
  }

  /** @throws BwcError `bwc.store.not_found`, `bwc.disposal.done`, `bwc.media.no_preview` where none can be made at present */
  demand(clip: string): Promise<PreviewView> {
    return this.#queue.demand(clipAtHand(this.store, clip).id);
  }

  /** An original that was cleared from the disk is fetched for as long as its preview is made. */
  #atHand({ sha256, storedPath }: PreviewSource): Promise<SourceFile> {
    const { cleared, paths } = this.store;
    const row = cleared.get(sha256);
    if (row?.removedAt == null) {
      const path = join(paths.root, storedPath);
      return Promise.resolve({ path, release: () => Promise.resolve() });
    }
    return fetchInto(this.reader, row, paths.making, extname(storedPath));
  }

  async stop(): Promise<void> {
    await Promise.all([this.#queue.stop(), this.#givingWay]);
  }
}

/** A clip that is on the station, and was not disposed of. @throws BwcError `bwc.store.not_found`, `bwc.disposal.done` */
export function clipAtHand(store: Pick<StationStore, 'clips' | 'disposals'>, idOrSha256: string) {
  const clip = store.clips.get(idOrSha256);
  if (clip === undefined)
    throw new BwcError('bwc.store.not_found', `there is no clip ${idOrSha256}`, { id: idOrSha256 });
  const gone = store.disposals.get(clip.id);
  if (gone === undefined) return clip;
  throw new BwcError('bwc.disposal.done', `clip ${clip.id} was disposed of at ${gone.approvedAt}`, {
    clip: clip.id,
    proposal: gone.proposalId,
  });
}
