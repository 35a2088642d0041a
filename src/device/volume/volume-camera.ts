/** A camera that appears as a mounted volume, read by its profile. It is written to only where it was opened to be erased from. */
import type { CameraIdentity, ClockReading, Readiness } from '../../domain/camera.js';
import { sourcePathFromBytes } from '../../domain/source-path.js';
import type { Clock } from '../../domain/time.js';
import type {
  Camera,
  CapabilityManifest,
  ClipSource,
  ListedFile,
  MediaClock,
  MediumIdentity,
  NameFacts,
} from '../camera.js';
import type { VolumeCandidate } from '../driver.js';
import type { Profile } from '../profiles/profile.js';
import { parseBattery } from './battery.js';
import { type ClockEvidence, noReading, readingFromFiles } from './clock.js';
import { eraseFromVolume } from './erase.js';
import type { VolumeEraser } from './eraser.js';
import { explainFailure } from './failure.js';
import { type NameReader, nameReader } from './identity/name-facts.js';
import { readIdentity } from './identity/read-identity.js';
import { layoutOf } from './layout.js';
import { listVolume } from './listing.js';
import { canTellLocked } from './locked.js';
import { readSmallFile } from './look-up.js';
import { mediumOf } from './medium.js';
import { openSource } from './open-source.js';
import type { VolumeIo } from './volume-io.js';
import { openVolumeRoot, type VolumeRoot } from './volume-root.js';
import { walkVolume } from './walk.js';

/** How far the volume's own numbers can be believed. */
export interface VolumeTrust {
  /** Free space and modification times are the camera's, not those of the host's disk a folder was copied to. */
  readonly ownFileSystem: boolean;
}

/** What may be done to it beyond reading; null: nothing. */
export type MayErase = VolumeEraser | null;

/** @throws DeviceError `bwc.device.gone` when the volume's root cannot be opened. */
export async function openVolumeCamera(
  io: VolumeIo,
  candidate: VolumeCandidate,
  profile: Profile,
  trust: VolumeTrust,
  mayErase: MayErase = null,
): Promise<Camera> {
  const root = await openVolumeRoot(io, candidate.root);
  return new VolumeCamera(io, root, candidate, profile, trust, mayErase);
}

class VolumeCamera implements Camera {
  readonly manifest: CapabilityManifest;
  readonly medium: MediumIdentity;
  readonly profile: string;
  readonly mediaClock: MediaClock;
  /** There only where the manifest says so. */
  readonly erase?: NonNullable<Camera['erase']>;
  readonly #readName: NameReader;
  /** Set once a listing has run to its end. */
  #evidence: ClockEvidence | undefined;
  #lockedBytes: number | null = null;

  constructor(
    private readonly io: VolumeIo,
    private readonly root: VolumeRoot,
    private readonly candidate: VolumeCandidate,
    private readonly rules: Profile,
    private readonly trust: VolumeTrust,
    mayErase: MayErase,
  ) {
    this.medium = mediumOf(candidate, root);
    this.profile = rules.id;
    this.mediaClock = rules.mediaClock;
    this.#readName = nameReader(rules.namePatterns);
    // A volume that is mounted read-only stays so: nothing is remounted behind anybody's back.
    if (mayErase !== null && trust.ownFileSystem && candidate.readOnly === false)
      this.erase = (file, proof, onProgress) =>
        eraseFromVolume(file, proof, { io, root, eraser: mayErase, onProgress });
    this.manifest = {
      identity: rules.identity.kind !== 'none',
      battery: rules.battery !== undefined,
      storage: trust.ownFileSystem,
      clockRead: 'newest-file',
      clockSet: false,
      partialRead: true,
      erase: this.erase !== undefined,
      lockedClips: canTellLocked(candidate.fileSystem),
    };
  }

  async identify(): Promise<CameraIdentity> {
    return this.#attempt('identity', () =>
      this.root.use((root) =>
        readIdentity(this.rules.identity, {
          io: this.io,
          root,
          label: this.candidate.label,
          names: async () => {
            const facts: NameFacts[] = [];
            for await (const entry of walkVolume(this.io, root)) {
              const name = sourcePathFromBytes(entry.path.subarray(entry.path.lastIndexOf(0x2f) + 1)).text;
              const fact = entry.kind === 'file' ? this.#readName(name) : null;
              if (fact !== null) facts.push(fact);
            }
            return facts;
          },
        }),
      ),
    );
  }

  async readiness(): Promise<Readiness> {
    return { battery: await this.#battery(), storage: await this.#storage() };
  }

  readClock(clock: Clock, zone: string): Promise<ClockReading> {
    const now = clock.now();
    if (this.#evidence === undefined) return Promise.resolve(noReading(now, zone, 'the files are not listed yet'));
    return Promise.resolve(readingFromFiles(this.#evidence, now, zone));
  }

  async *list(signal?: AbortSignal): AsyncGenerator<ListedFile> {
    const { io, root, candidate } = this;
    const layout = layoutOf(this.rules);
    const files = await listVolume(
      { io, root, layout, readName: this.#readName, fileSystem: candidate.fileSystem },
      signal,
    );
    const clips = files.filter((file) => file.class.as === 'clip');
    this.#evidence = {
      names: clips.flatMap((clip) => clip.nameFacts?.start ?? []),
      modified: this.trust.ownFileSystem ? clips.flatMap((clip) => clip.modified ?? []) : [],
    };
    const locked = clips.filter((clip) => clip.locked !== null);
    this.#lockedBytes =
      locked.length === 0 ? null : locked.reduce((sum, c) => sum + (c.locked === true ? c.bytes : 0), 0);
    yield* files;
  }

  open(file: ListedFile): Promise<ClipSource> {
    return openSource(this.io, this.root, file.path);
  }

  isPresent(): Promise<boolean> {
    return this.root.isPresent();
  }

  /** Nothing is held open between calls, so that the volume can be unmounted at any time. */
  close(): Promise<void> {
    return Promise.resolve();
  }

  async #battery(): Promise<Readiness['battery']> {
    const rule = this.rules.battery;
    if (rule === undefined) return null;
    return this.#attempt(rule.path, () =>
      this.root.use(async (root) => {
        const file = await readSmallFile(this.io, root, rule.path);
        return file === null ? null : parseBattery(file.bytes, rule.pattern, sourcePathFromBytes(file.path).text);
      }),
    );
  }

  async #storage(): Promise<Readiness['storage']> {
    if (!this.trust.ownFileSystem) return { capacityBytes: null, freeBytes: null, lockedBytes: this.#lockedBytes };
    return this.#attempt('file system', async () => {
      // Opened first: where a card was unmounted, its place would answer with the host's own disk.
      const { capacityBytes, freeBytes } = await this.root.use(() => this.io.space(this.candidate.root));
      return { capacityBytes: Number(capacityBytes), freeBytes: Number(freeBytes), lockedBytes: this.#lockedBytes };
    });
  }

  async #attempt<T>(what: string, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw await explainFailure(this.root, error, what, 0);
    }
  }
}
