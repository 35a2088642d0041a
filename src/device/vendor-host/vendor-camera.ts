/** A camera that became a disk: what it said before, and its files from the disk. It has no host interface any more. */
import type { CameraIdentity, ClockReading, Readiness } from '../../domain/camera.js';
import type { Clock } from '../../domain/time.js';
import type { Camera, CapabilityManifest, ClipSource, ListedFile, MediumIdentity } from '../camera.js';
import { readingFromSample } from './clock-sample.js';
import { joinIdentity } from './join-identity.js';
import type { VendorFacts } from './vendor-facts.js';

export class VendorCamera implements Camera {
  readonly manifest: CapabilityManifest;
  readonly medium: MediumIdentity;
  readonly profile: string;
  readonly mediaClock?: NonNullable<Camera['mediaClock']>;
  readonly appeared?: NonNullable<Camera['appeared']>;
  readonly erase?: NonNullable<Camera['erase']>;

  constructor(
    private readonly facts: VendorFacts,
    private readonly disk: Camera,
  ) {
    this.medium = disk.medium;
    // What lies on the disk, and how its times are to be read, is for the disk's profile to say.
    this.profile = disk.profile;
    if (disk.mediaClock !== undefined) this.mediaClock = disk.mediaClock;
    if (disk.appeared !== undefined) this.appeared = disk.appeared.bind(disk);
    if (disk.erase !== undefined) this.erase = disk.erase.bind(disk);
    this.manifest = {
      ...disk.manifest,
      identity: facts.identity !== null || disk.manifest.identity,
      battery: facts.battery !== null || disk.manifest.battery,
      storage: facts.space !== null || disk.manifest.storage,
      clockRead: facts.clock === null ? disk.manifest.clockRead : 'device-command',
      // Possible only before it became a disk: `VendorSession.setClock`.
      clockSet: false,
    };
  }

  async identify(): Promise<CameraIdentity> {
    const identity = await this.disk.identify();
    if (this.facts.identity !== null) return joinIdentity(this.facts.identity, identity);
    return { ...identity, model: identity.model ?? this.facts.model };
  }

  /** The battery as it was at docking; free space as the disk has it now. */
  async readiness(): Promise<Readiness> {
    const { battery, storage } = await this.disk.readiness();
    return {
      battery: this.facts.battery ?? battery,
      storage: {
        capacityBytes: storage.capacityBytes ?? this.facts.space?.capacityBytes ?? null,
        freeBytes: storage.freeBytes ?? this.facts.space?.freeBytes ?? null,
        lockedBytes: storage.lockedBytes,
      },
    };
  }

  /** The reading of docking, before anybody set the clock: it is the one that says by what its clips were recorded. */
  readClock(clock: Clock, zone: string): Promise<ClockReading> {
    if (this.facts.clock === null) return this.disk.readClock(clock, zone);
    return Promise.resolve(readingFromSample(this.facts.clock, zone));
  }

  list(signal?: AbortSignal): AsyncIterable<ListedFile> {
    return this.disk.list(signal);
  }

  open(file: ListedFile): Promise<ClipSource> {
    return this.disk.open(file);
  }

  isPresent(): Promise<boolean> {
    return this.disk.isPresent();
  }

  close(): Promise<void> {
    return this.disk.close();
  }
}
