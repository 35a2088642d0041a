/**
 * Watches where cameras appear. A rescan of the mounts is the truth; hot-plug events and chokidar only make it come
 * sooner, because neither sees every mount. What stands in a slot is served once, until it goes and comes back.
 */
import { watch, type FSWatcher } from 'chokidar';
import type { Logger } from 'pino';
import type { DockCandidate } from '../../device/driver.js';
import { usbId } from '../../device/usb/usb-device.js';
import { scanCameras } from '../../device/usb/usb-candidates.js';
import { watchUsbHints } from '../../device/usb/hints.js';
import { scanVolumes } from '../../device/volume/scan.js';
import { monotonicMs, toInstant, type Clock, type Instant } from '../../domain/time.js';
import type { StationStore } from '../../store/station-store.js';
import type { CameraSources } from '../drivers.js';
import type { VisitService } from '../visit-service.js';
import type { VisitEvent } from '../visit/visit-events.js';
import type { VisitRunner } from '../visit/visit-runner.js';
import { HostScan } from './host-scan.js';

export interface RefusedView {
  readonly slot: string;
  readonly root: string;
  readonly code: string;
  readonly reason: string;
  readonly since: Instant;
}

/** A slot that something stands in. */
export interface DockedView {
  readonly slot: string;
  readonly root: string;
  readonly since: Instant;
  /** Its latest visit; null while nothing is known of what stands there, and where it was refused. */
  readonly visit: string | null;
  /** Whether that visit is still under way. */
  readonly served: boolean;
}

interface Occupant {
  readonly candidate: DockCandidate;
  readonly since: Instant;
  runner: VisitRunner | null;
  served: boolean;
  refused: RefusedView | null;
  /** Set while a camera in host mode is served: it leaves its slot and comes back, and that is one visit. */
  awaited: boolean;
  /** When the visit of a camera in host mode was cut off: it is served again if it is seen after that. */
  cutOffAt: number | null;
  /** Keys of the disks that came to stand in its slot meanwhile. */
  readonly disks: string[];
}

export interface DockOptions {
  readonly roots: readonly string[];
  readonly rescanMs: number;
  /** USB ids (`vvvv:pppp`) of MTP devices the custodian takes for cameras although no model describes them. */
  readonly confirmedUsb: readonly string[];
  readonly cameras: CameraSources;
  readonly tell: (event: VisitEvent) => void;
}

const HINT_SETTLE_MS = 300;

export class Dock {
  readonly #occupants = new Map<string, Occupant>();
  readonly #watchers: FSWatcher[] = [];
  readonly #hosts: HostScan;
  /** Slots that somebody wants served again, until they are. */
  readonly #askedBy = new Map<string, string>();
  #stopUsbHints: (() => void) | undefined;
  #timer: NodeJS.Timeout | undefined;
  #scanning: Promise<void> = Promise.resolve();
  #stopped = false;

  constructor(
    private readonly options: DockOptions,
    private readonly visits: VisitService,
    private readonly store: StationStore,
    private readonly clock: Clock,
    private readonly log: Logger,
  ) {
    const { cameras, rescanMs } = options;
    this.#hosts = new HostScan({ cameras, everyMs: rescanMs }, log, () => {
      this.#lookIn(0);
    });
  }

  start(): void {
    // Depth 0 on the roots: deeper, chokidar itself would read the cameras.
    for (const [path, depth] of [
      ...this.options.roots.map((root) => [root, 0] as const),
      ['/dev/bus/usb', 1] as const,
    ]) {
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
    this.#hosts.start();
    this.#lookIn(0);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#stopUsbHints?.();
    this.#hosts.stop();
    await Promise.all(this.#watchers.map((w) => w.close()));
    await this.#scanning;
  }

  /** What stands in a slot and is no camera this station knows. */
  refused(): RefusedView[] {
    return [...this.#occupants.values()].flatMap((o) => (o.refused === null ? [] : [o.refused]));
  }

  /** What stands in the slots, one view each: of a camera and its disk, the one that is being served. */
  docked(): DockedView[] {
    const views = new Map<string, DockedView>();
    for (const { candidate, since, runner, served } of this.#occupants.values()) {
      const { slot, root } = candidate;
      const visit = runner?.visitId ?? null;
      const before = views.get(slot);
      if (before === undefined || (before.visit === null && visit !== null))
        views.set(slot, { slot, root, since, visit, served });
    }
    return [...views.values()];
  }

  /** Whether something stands in a slot whose visit has ended. */
  canRetry(slot: string): boolean {
    const here = this.#standingIn(slot);
    return here.length > 0 && !here.some(([, { served }]) => served);
  }

  /** Serves a slot again that `canRetry` says can be. */
  retry(slot: string, by: string): void {
    for (const [key] of this.#standingIn(slot)) this.#occupants.delete(key);
    this.visits.left(slot);
    this.#askedBy.set(slot, by);
    this.#lookIn(0);
  }

  #standingIn(slot: string): [string, Occupant][] {
    return [...this.#occupants].filter(([, { candidate }]) => candidate.slot === slot);
  }

  #lookIn(ms: number): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#scanning = this.#scan()
        .catch((error: unknown) => {
          this.log.error({ err: error }, 'looking for cameras failed');
        })
        .then(() => {
          this.#lookIn(this.options.rescanMs);
        });
    }, ms);
  }

  async #scan(): Promise<void> {
    const candidates: DockCandidate[] = [
      // First: where a camera stands in both ways for a moment, its disk belongs to the visit that sent for it.
      ...this.#hosts.candidates,
      ...(await scanVolumes({ roots: this.options.roots })),
      ...(await scanCameras(this.options.confirmedUsb)),
    ];
    const present = new Map(candidates.map((c): [string, DockCandidate] => [identityOf(c), c]));
    for (const [key, { awaited, cutOffAt, candidate }] of this.#occupants) {
      const anew = cutOffAt !== null && this.#hosts.seenAt > cutOffAt;
      if (!anew && (present.has(key) || awaited)) continue;
      this.#occupants.delete(key);
      this.visits.left(candidate.slot);
      this.options.tell({ type: 'left', slot: candidate.slot });
    }
    for (const [key, candidate] of present) {
      if (this.#occupants.has(key) || this.#stopped) continue;
      const host = [...this.#occupants.values()].find((o) => o.awaited && o.candidate.slot === candidate.slot);
      const occupant = this.#newOccupant(candidate);
      this.#occupants.set(key, occupant);
      if (host === undefined) this.#serve(key, occupant);
      else host.disks.push(key);
    }
  }

  #serve(key: string, occupant: Occupant): void {
    const { candidate } = occupant;
    occupant.awaited = candidate.kind === 'vendor-host';
    occupant.served = true;
    const by = this.#askedBy.get(candidate.slot) ?? null;
    this.#askedBy.delete(candidate.slot);
    const { runner, end } = this.visits.run({
      candidate,
      sourceType: 'camera',
      byHand: false,
      by,
      only: null,
      notes: new Map(),
      whenFull: 'wait',
    });
    occupant.runner = runner;
    this.options.tell({ type: 'docked', slot: candidate.slot });
    void end.then((e) => {
      occupant.awaited = false;
      occupant.served = false;
      const disks = occupant.disks.splice(0);
      if (runner.disk !== null) {
        // A quick visit may be over before a scan has seen what it read from.
        const disk = identityOf(runner.disk);
        if (!this.#occupants.has(disk)) this.#occupants.set(disk, this.#newOccupant(runner.disk));
        if (!disks.includes(disk)) disks.push(disk);
      }
      const failure = e.how === 'refused' ? { code: e.code, message: e.reason } : e.how === 'closed' ? e.failure : null;
      const other = failure?.code === 'bwc.device.other_camera';
      // An interrupted visit goes on as soon as the medium is seen again, in this slot or in another.
      if (e.how === 'interrupted' && candidate.kind === 'vendor-host') occupant.cutOffAt = monotonicMs();
      else if (e.how === 'interrupted') this.#occupants.delete(key);
      // A disk that the visit never came to is served by itself; one that is another camera's only when it is docked again.
      const unread = e.how !== 'closed' || !e.wasOpened;
      if (unread && !other) for (const disk of disks) this.#occupants.delete(disk);
      const stands = disks.map((disk) => this.#occupants.get(disk)).find((o) => o !== undefined) ?? occupant;
      if (failure !== null && (e.how === 'refused' || other)) this.#refuse(stands, failure.code, failure.message);
    });
  }

  #refuse(occupant: Occupant, code: string, reason: string): void {
    const { slot, root, label, fileSystem } = occupant.candidate;
    occupant.refused = { slot, root, code, reason, since: toInstant(this.clock.now()) };
    this.log.warn({ slot, root, code }, `refused: ${reason}`);
    this.store.transaction(() =>
      this.store.log.append('camera.refused', { slot, root, label, fileSystem, code, reason }),
    );
  }

  #newOccupant(candidate: DockCandidate): Occupant {
    const since = toInstant(this.clock.now());
    return { candidate, since, runner: null, served: false, refused: null, awaited: false, cutOffAt: null, disks: [] };
  }
}

/**
 * A medium that is swapped for another between two looks is another occupant, even at the same place. A USB device keeps
 * its place when it is enumerated anew: a reset is part of the visit that asked for it.
 */
const identityOf = (c: DockCandidate): string =>
  JSON.stringify([c.slot, c.root, c.mediumHint, c.label, c.kind === 'usb' ? [usbId(c.device), c.device.serial] : null]);
