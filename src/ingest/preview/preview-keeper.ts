/** What is kept of previews: their rows and files together, within the space they may take, the longest unseen going first. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../../domain/time.js';
import { toInstant } from '../../domain/time.js';
import type { PreviewFile, PreviewSource } from '../../store/repositories/previews.js';
import type { StationStore } from '../../store/station-store.js';
import { diskSpace } from '../free-space.js';
import type { MadeFile } from './maker-answer.js';
import { PreviewFiles } from './preview-files.js';
import { previewSpace, shortBytes } from './room.js';

export interface SpaceSettings {
  /** The most that all of them may take. */
  readonly space: number | 'auto';
  /** Free space that ingest leaves. */
  readonly reserve: number | 'auto';
}

export class PreviewKeeper {
  readonly files: PreviewFiles;

  constructor(
    private readonly store: StationStore,
    private readonly settings: SpaceSettings,
    private readonly clock: Clock,
    /** Bytes that copies under way will still take. */
    private readonly promisedBytes: () => number,
  ) {
    this.files = new PreviewFiles(store.paths);
  }

  seen(clipId: string): void {
    this.store.transaction(() => {
      this.store.previews.seen(clipId, toInstant(this.clock.now()));
    });
  }

  /** @param outputs what `made` counts by */
  async keep(
    { clipId, sha256 }: PreviewSource,
    reason: string | null,
    made: readonly MadeFile[],
    outputs: readonly string[],
  ): Promise<void> {
    const finished: { readonly staged: string; readonly file: PreviewFile }[] = [];
    for (const file of made) {
      const staged = outputs[file.output] ?? '';
      finished.push({ staged, file: await this.files.finish(staged, file, sha256) });
    }
    const files = finished.map(({ file }) => file);
    if (!this.end(clipId, 'made', reason, files)) return;
    for (const { staged, file } of finished) this.files.place(staged, file);
  }

  /** @returns false where the clip was disposed of meanwhile: then nothing of it is kept */
  end(
    clipId: string,
    state: 'made' | 'asIs' | 'failed' | 'dropped',
    reason: string | null,
    files: readonly PreviewFile[] = [],
  ): boolean {
    const { store, clock } = this;
    return store.transaction(() => {
      if (store.previews.source(clipId) === undefined) return false;
      store.previews.end(clipId, state, reason, state === 'dropped' ? null : toInstant(clock.now()), files);
      return true;
    });
  }

  /**
   * Drops what has to go before `bytes` more fit.
   * @param newerThan only what was looked at, or brought in, before this goes; null where everything may
   * @returns false where there is no room all the same
   */
  async makeRoom(bytes: number, newerThan: string | null): Promise<boolean> {
    for (;;) {
      const short = await this.#shortBytes(bytes);
      if (short === 0) return true;
      const oldest = this.store.previews.oldest();
      if (oldest === undefined || short > this.store.previews.totalBytes()) return false;
      if (newerThan !== null && oldest.seenAt >= newerThan) return false;
      await this.drop(oldest.clipId);
    }
  }

  /** The disk has no room for originals: previews go until it has, or until there are none. */
  async giveWay(): Promise<void> {
    while ((await this.#shortBytes(0)) > 0) {
      const oldest = this.store.previews.oldest();
      if (oldest === undefined) return;
      await this.drop(oldest.clipId);
    }
  }

  /** Whether what is on record as made is there: anybody may have deleted what is deletable. */
  isWhole(clipId: string): boolean {
    const { previews, paths } = this.store;
    return previews
      .files(clipId)
      .every((f) => statSync(join(paths.root, f.storedPath), { throwIfNoEntry: false })?.size === f.bytes);
  }

  /** The files first: a crash in between leaves a preview that is found missing, not files that nobody knows. */
  async drop(clipId: string): Promise<void> {
    await this.files.remove(this.store.previews.files(clipId));
    this.end(clipId, 'dropped', null);
  }

  async #shortBytes(bytes: number): Promise<number> {
    const space = await diskSpace(this.store.paths.root, this.settings.reserve);
    const capBytes = previewSpace(this.settings.space, space.diskBytes);
    const room = { capBytes, keptBytes: this.store.previews.totalBytes(), space, promisedBytes: this.promisedBytes() };
    return shortBytes(room, bytes);
  }
}
