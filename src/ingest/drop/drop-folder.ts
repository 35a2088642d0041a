/**
 * One folder for footage from phones, camcorders and other recorders. Files are taken in once they have stopped growing
 * and a note says where they come from; by the same protocol and into the same custody log as a camera's.
 */
import { relative } from 'node:path';
import { watch, type FSWatcher } from 'chokidar';
import type { Logger } from 'pino';
import { plainFolder } from '../../device/volume/scan.js';
import { sourcePathFromText, sourcePathKey } from '../../domain/source-path.js';
import type { SourceType } from '../../domain/visit.js';
import type { VisitService } from '../visit-service.js';
import { isNote, noteFor } from './notes.js';

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

const GATHER_MS = 500;

export class DropFolder {
  /** Files that have stopped growing and were not taken in since. */
  readonly #settled = new Set<string>();
  readonly #waiting = new Map<string, string>();
  #watcher: FSWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;
  #working: Promise<void> | null = null;
  #again = false;
  #stopped = false;

  constructor(
    private readonly options: DropFolderOptions,
    private readonly visits: VisitService,
    private readonly log: Logger,
  ) {}

  start(): void {
    this.#watcher = watch(this.options.path, {
      awaitWriteFinish: {
        stabilityThreshold: this.options.settleMs,
        pollInterval: Math.min(500, this.options.settleMs),
      },
      followSymlinks: false,
      ignorePermissionErrors: true,
    });
    const settled = (path: string): void => {
      if (!isNote(path)) this.#settled.add(path);
      this.#soon();
    };
    this.#watcher.on('add', settled);
    this.#watcher.on('change', settled);
    this.#watcher.on('unlink', (path) => {
      this.#settled.delete(path);
      this.#waiting.delete(path);
    });
    this.#watcher.on('error', (error) => {
      this.log.warn({ err: error, folder: this.options.path }, 'a drop folder cannot be watched');
    });
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

  #soon(): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#working !== null) {
        this.#again = true;
        return;
      }
      this.#working = this.#takeIn()
        .catch((error: unknown) => {
          this.log.error({ err: error, folder: this.options.path }, 'a drop folder could not be taken in');
        })
        .finally(() => {
          this.#working = null;
          if (this.#again) this.#soon();
          this.#again = false;
        });
    }, GATHER_MS);
  }

  async #takeIn(): Promise<void> {
    const notes = new Map<string, string>();
    const taken: string[] = [];
    for (const path of this.#settled) {
      const note = await noteFor(path);
      if (!note.found) {
        this.#waiting.set(path, note.reason);
        continue;
      }
      this.#waiting.delete(path);
      taken.push(path);
      notes.set(sourcePathKey(sourcePathFromText(relative(this.options.path, path))), note.text);
    }
    if (taken.length === 0 || this.#stopped) return;
    for (const path of taken) this.#settled.delete(path);
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
    if (end.how === 'closed') return;
    // Interrupted by a stop or a vanished mount: the files are still to be taken in.
    for (const path of taken) this.#settled.add(path);
  }
}
