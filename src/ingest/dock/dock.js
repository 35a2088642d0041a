/**
 * Watches where cameras appear. A rescan of the mounts is the truth; hot-plug events and chokidar only make it come
 * sooner, because neither sees every mount. What stands in a slot is served once, until it goes and comes back.
 */
import { watch } from 'chokidar';
import { watchUsbHints } from '../../device/usb-hints.js';
import { scanVolumes } from '../../device/volume/scan.js';
import { toInstant } from '../../domain/time.js';
const HINT_SETTLE_MS = 300;
export class Dock {
  options;
  visits;
  store;
  clock;
  log;
  #occupants = new Map();
  #watchers = [];
  #stopUsbHints;
  #timer;
  #scanning = Promise.resolve();
  #stopped = false;
  constructor(options, visits, store, clock, log) {
    this.options = options;
    this.visits = visits;
    this.store = store;
    this.clock = clock;
    this.log = log;
  }
  start() {
    // Depth 0 on the roots: deeper, chokidar itself would read the cameras.
    for (const [path, depth] of [...this.options.roots.map((root) => [root, 0]), ['/dev/bus/usb', 1]]) {
      const watcher = watch(path, { depth, ignoreInitial: true, followSymlinks: false, ignorePermissionErrors: true });
      watcher.on('all', () => {
        this.#lookIn(HINT_SETTLE_MS);
      });
      watcher.on('error', (error) => {
        this.log.debug({ err: error, path }, 'a watch failed; the rescan goes on');
      });
      this.#watchers.push(watcher);
    }
    this.#stopUsbHints = watchUsbHints(() => {
      this.#lookIn(HINT_SETTLE_MS);
    });
    this.#lookIn(0);
  }
  async stop() {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#stopUsbHints?.();
    await Promise.all(this.#watchers.map((w) => w.close()));
    await this.#scanning;
  }
  /** What stands in a slot and is no camera this station knows. */
  refused() {
    return [...this.#occupants.values()].flatMap((o) => (o.refused === null ? [] : [o.refused]));
  }
  #lookIn(ms) {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#scanning = this.#scan()
        .catch((error) => {
          this.log.error({ err: error }, 'looking for cameras failed');
        })
        .then(() => {
          this.#lookIn(this.options.rescanMs);
        });
    }, ms);
  }
  async #scan() {
    const present = new Map((await scanVolumes({ roots: this.options.roots })).map((c) => [identityOf(c), c]));
    for (const key of this.#occupants.keys()) if (!present.has(key)) this.#occupants.delete(key);
    for (const [key, candidate] of present) {
      if (this.#occupants.has(key) || this.#stopped) continue;
      const occupant = { candidate, refused: null };
      this.#occupants.set(key, occupant);
      this.#serve(key, occupant);
    }
  }
  #serve(key, occupant) {
    const { candidate } = occupant;
    const { end } = this.visits.run({
      candidate,
      sourceType: 'camera',
      byHand: false,
      by: null,
      only: null,
      notes: new Map(),
      whenFull: 'wait',
    });
    void end.then((e) => {
      // An interrupted visit goes on as soon as the medium is seen again, in this slot or in another.
      if (e.how === 'interrupted') this.#occupants.delete(key);
      if (e.how === 'refused') this.#refuse(occupant, e.code, e.reason);
    });
  }
  #refuse(occupant, code, reason) {
    const { slot, root, label, fileSystem } = occupant.candidate;
    occupant.refused = { slot, root, code, reason, since: toInstant(this.clock.now()) };
    this.log.warn({ slot, root, code }, `refused: ${reason}`);
    this.store.transaction(() =>
      this.store.log.append('camera.refused', { slot, root, label, fileSystem, code, reason }),
    );
  }
}
/** A medium that is swapped for another between two looks is another occupant, even at the same place. */
const identityOf = (c) => JSON.stringify([c.slot, c.root, c.mediumHint, c.label]);
