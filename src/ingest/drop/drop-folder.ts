/**
 * One folder for footage from phones, camcorders and other recorders. Files are taken in once they have stopped growing
 * and a note says where they come from; by the same protocol and into the same custody log as a camera's.
 */
import { join, relative } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';
import type { Logger } from 'pino';
import { plainFolder } from '../../device/volume/scan.js';
import { sourcePathFromText, sourcePathKey } from '../../domain/source-path.js';
import { monotonicMs } from '../../domain/time.js';
import type { SourceType } from '../../domain/visit.js';
import type { VisitService } from '../visit-service.js';
import { lookInto } from './look.js';
import { noteFor, writeNote } from './notes.js';
import { QuietFiles } from './quiet-files.js';

export interface DropFolderOptions {
  readonly path: string;
  readonly source: SourceType;
  readonly settleMs: number;
}

export interface WaitingFile {
  readonly folder: string;
  readonly path: string;
  readonly reason: string;
}

/** Looks follow each other no closer than this while something is going on, and no further apart than that otherwise. */
const BUSY_LOOK_MS = 500;
const IDLE_LOOK_MS = 5_000;
const NOT_UTF8 = 'its name is not UTF-8: rename it, or take it in with bwc ingest';

export class DropFolder {
  readonly #quiet: QuietFiles;
  #waiting = new Map<string, string>();
  #watcher: FSWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> = Promise.resolve();
  /** When the next look is due, milliseconds, monotonic. */
  #due = Infinity;
  #stopped = false;

  constructor(
    private readonly options: DropFolderOptions,
    private readonly visits: VisitService,
    private readonly log: Logger,
  ) {
    this.#quiet = new QuietFiles(options.settleMs);
  }

  /** chokidar only makes the next look come sooner: what it misses, or calls finished too early, is seen all the same. */
  start(): void {
    this.#watcher = watch(this.options.path, { followSymlinks: false, ignorePermissionErrors: true });
    this.#watcher.on('all', () => {
      this.#lookIn(BUSY_LOOK_MS);
    });
    this.#watcher.on('error', (error) => {
      this.log.warn({ err: error, folder: this.options.path }, 'a drop folder cannot be watched');
    });
    this.#lookIn(0);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#watcher?.close();
    await this.#working;
  }

  /** Files that cannot be taken in yet, with the reason. */
  waiting(): WaitingFile[] {
    return [...this.#waiting].map(([path, reason]) => ({
      folder: this.options.path,
      path: relative(this.options.path, path),
      reason,
    }));
  }

  get path(): string {
    return this.options.path;
  }

  /**
   * Puts a note beside a file that waits for one; it is taken in soon after.
   * @param path as `waiting` names it @returns whether such a file waits @throws BwcError where the note cannot be written
   */
  async putNote(path: string, text: string): Promise<boolean> {
    const file = join(this.options.path, path);
    if (!this.#waiting.has(file)) return false;
    await writeNote(file, text);
    this.#lookIn(0);
    return true;
  }

  #lookIn(ms: number): void {
    // A look that is due anyway comes no later for a hint that follows.
    if (this.#stopped || this.#due <= monotonicMs() + ms) return;
    clearTimeout(this.#timer);
    this.#due = monotonicMs() + ms;
    this.#timer = setTimeout(() => {
      const began = monotonicMs();
      this.#working = this.#look()
        .catch((error: unknown) => {
          this.log.error({ err: error, folder: this.options.path }, 'a drop folder could not be taken in');
        })
        .then(() => {
          this.#due = Infinity;
          // Of the time, at most a tenth is spent on looking.
          const soon = Math.max(BUSY_LOOK_MS, 9 * (monotonicMs() - began));
          this.#lookIn(this.#quiet.restless ? Math.min(soon, IDLE_LOOK_MS) : IDLE_LOOK_MS);
        });
    }, ms);
  }

  async #look(): Promise<void> {
    const { files, unreadable } = await lookInto(this.options.path);
    this.#quiet.look(files, monotonicMs());
    const waiting = new Map(unreadable.map((path) => [path, NOT_UTF8]));
    const notes = new Map<string, string>();
    const taken: string[] = [];
    for (const path of this.#quiet.ready(monotonicMs())) {
      const note = await noteFor(path);
      if (!note.found) {
        waiting.set(path, note.reason);
        continue;
      }
      taken.push(path);
      notes.set(sourcePathKey(sourcePathFromText(relative(this.options.path, path))), note.text);
    }
    this.#waiting = waiting;
    if (taken.length === 0 || this.#stopped) return;
    for (const path of taken) this.#quiet.take(path);
    const candidate = { ...plainFolder(this.options.path), slot: `drop:${this.options.path}` };
    const end = await this.visits.run({
      candidate,
      sourceType: this.options.source,
      byHand: true,
      by: null,
      only: [...notes.keys()],
      notes,
      whenFull: 'wait',
    }).end;
    // Interrupted by a stop or a vanished mount: the files are still to be taken in.
    if (end.how === 'interrupted') for (const path of taken) this.#quiet.giveBack(path);
    if (end.how === 'refused') for (const path of taken) this.#waiting.set(path, end.reason);
  }
}
