/**
 * One folder for footage from phones, camcorders and other recorders. Files are taken in once they have stopped growing
 * and a note says where they come from; by the same protocol and into the same custody log as a camera's.
 */
import { relative } from 'node:path';
import { watch } from 'chokidar';
import { plainFolder } from '../../device/volume/scan.js';
import { sourcePathFromText, sourcePathKey } from '../../domain/source-path.js';
import { isNote, noteFor } from './notes.js';
const GATHER_MS = 500;
export class DropFolder {
  options;
  visits;
  log;
  /** Files that have stopped growing and were not taken in since. */
  #settled = new Set();
  #waiting = new Map();
  #watcher;
  #timer;
  #working = null;
  #again = false;
  #stopped = false;
  constructor(options, visits, log) {
    this.options = options;
    this.visits = visits;
    this.log = log;
  }
  start() {
    this.#watcher = watch(this.options.path, {
      awaitWriteFinish: {
        stabilityThreshold: this.options.settleMs,
        pollInterval: Math.min(500, this.options.settleMs),
      },
      followSymlinks: false,
      ignorePermissionErrors: true,
    });
    const settled = (path) => {
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
  async stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#watcher?.close();
    await this.#working;
  }
  /** Files that cannot be taken in yet, with the reason. */
  waiting() {
    return [...this.#waiting].map(([path, reason]) => ({
      folder: this.options.path,
      path: relative(this.options.path, path),
      reason,
    }));
  }
  #soon() {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (this.#working !== null) {
        this.#again = true;
        return;
      }
      this.#working = this.#takeIn()
        .catch((error) => {
          this.log.error({ err: error, folder: this.options.path }, 'a drop folder could not be taken in');
        })
        .finally(() => {
          this.#working = null;
          if (this.#again) this.#soon();
          this.#again = false;
        });
    }, GATHER_MS);
  }
  async #takeIn() {
    const notes = new Map();
    const taken = [];
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
