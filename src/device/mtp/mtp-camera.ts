/** A camera over MTP: its files are read like a volume's, its battery, clock and identity are asked of the device. */
import type { CameraIdentity, ClockReading, Readiness } from '../../domain/camera.js';
import type { Clock, Instant } from '../../domain/time.js';
import type { Camera, CapabilityManifest, ClipSource, ListedFile, MediaClock, MediumIdentity } from '../camera.js';
import type { Timing } from '../usb/timing.js';
import { readingFromSamples, sampleClock } from './clock.js';
import type { DeviceInfo } from './codec/device-info.js';
import type { Message } from './codec/container.js';
import { DeviceProp } from './codec/device-props.js';
import { MtpFormatError } from './codec/format-error.js';
import { OperationCode } from './codec/operations.js';
import { eraseFile } from './erase.js';
import { tellsOfMore } from './events.js';
import { isRefusal } from './link-error.js';
import type { MtpLink } from './link.js';
import type { MtpIo } from './mtp-io.js';
import type { Quirks } from './quirks.js';
import { readBattery, readFriendlyName } from './readiness.js';
import { setClock } from './set-clock.js';

export interface MtpCameraParts {
  readonly link: MtpLink;
  readonly io: MtpIo;
  /** The same device's files, through the volume code. */
  readonly files: Camera;
  readonly info: DeviceInfo;
  readonly medium: MediumIdentity;
  /** `model/layout`. */
  readonly profile: string;
  readonly serial: string | null;
  readonly partialRead: boolean;
  readonly quirks: Quirks;
  readonly timing: Timing;
  /** Whether whoever opened it may set its clock. */
  readonly maySetClock: boolean;
  /** Whether and how whoever opened it may erase what is proven to be archived; null: not at all. */
  readonly mayErase: { readonly secondRead: boolean } | null;
}

export class MtpCamera implements Camera {
  readonly manifest: CapabilityManifest;
  readonly medium: MediumIdentity;
  readonly profile: string;
  readonly mediaClock: MediaClock;
  /** There only where the manifest says so. */
  readonly setClock?: (to: Instant, zone: string) => Promise<void>;
  readonly erase?: NonNullable<Camera['erase']>;
  readonly #hasClock: boolean;
  readonly #hasBattery: boolean;
  readonly #hasName: boolean;

  constructor(private readonly parts: MtpCameraParts) {
    const { info, quirks } = parts;
    const has = (property: number): boolean => info.devicePropertiesSupported.includes(property);
    this.medium = parts.medium;
    this.profile = parts.profile;
    this.mediaClock = parts.files.mediaClock ?? 'utc';
    this.#hasClock = quirks.dateTime && has(DeviceProp.DateTime);
    this.#hasBattery = quirks.battery && has(DeviceProp.BatteryLevel);
    this.#hasName = has(DeviceProp.DeviceFriendlyName);
    const does = (operation: number): boolean => info.operationsSupported.includes(operation);
    if (parts.maySetClock && this.#hasClock && does(OperationCode.SetDevicePropValue)) {
      this.setClock = (to, zone) => parts.link.use((session) => setClock(session, to, zone));
    }
    const { mayErase } = parts;
    if (mayErase !== null && quirks.erase && does(OperationCode.DeleteObject)) {
      const context = {
        link: parts.link,
        tree: parts.io.tree,
        open: (file: ListedFile) => this.open(file),
        ...mayErase,
      };
      this.erase = (file, proof, onProgress) => eraseFile(file, proof, { ...context, onProgress });
    }
    this.manifest = {
      identity: true,
      battery: this.#hasBattery,
      storage: true,
      clockRead: this.#hasClock ? 'property-edge' : 'newest-file',
      clockSet: this.setClock !== undefined,
      partialRead: parts.partialRead,
      erase: this.erase !== undefined,
      lockedClips: true,
    };
  }

  /** What the footage says of camera and officer comes first; the device fills in what it leaves open. */
  async identify(): Promise<CameraIdentity> {
    const { info, files, serial } = this.parts;
    const written = await files.identify();
    return {
      ...written,
      serial: written.serial ?? serial,
      model: written.model ?? nonEmpty(info.model),
      firmware: written.firmware ?? nonEmpty(info.deviceVersion),
      source: written.serial === null ? 'MTP device information' : `${written.source}; MTP device information`,
    };
  }

  async readiness(): Promise<Readiness> {
    const { storage } = await this.parts.files.readiness();
    const friendlyName = this.#hasName ? await this.#ask(readFriendlyName) : null;
    const battery = this.#hasBattery ? await this.#ask(readBattery) : null;
    return { storage, battery, ...(friendlyName !== null && { friendlyName }) };
  }

  async readClock(clock: Clock, zone: string): Promise<ClockReading> {
    if (this.#hasClock) {
      const samples = await this.#ask((session) => sampleClock(session, this.parts.timing, clock));
      const reading = samples === null ? null : readingFromSamples(samples, zone);
      if (reading !== null) return reading;
    }
    return this.parts.files.readClock(clock, zone);
  }

  async *list(signal?: AbortSignal): AsyncGenerator<ListedFile> {
    signal?.throwIfAborted();
    // What they tell of is in the listing that begins now.
    await this.#events();
    let files = await this.#listOnce(signal);
    if (await this.appeared()) files = await this.#listOnce(signal);
    yield* files;
  }

  /** Events first: a storage they tell of is then there to be seen. */
  async appeared(): Promise<boolean> {
    const told = tellsOfMore(await this.#events());
    const storages = await this.#attempt(() => this.parts.io.tree.lookAgain());
    return told || storages === true;
  }

  async open(file: ListedFile): Promise<ClipSource> {
    const source = await this.parts.files.open(file);
    return {
      ...source,
      restat: async () => {
        const now = await source.restat();
        if (now.bytes === source.bytes && now.bytes > 0) this.parts.io.proven();
        return now;
      },
    };
  }

  /** Asks the device something: a reset or a vanished device shows only to who asks. */
  async isPresent(): Promise<boolean> {
    if (this.parts.link.gone) return false;
    try {
      await this.parts.link.use((session) => session.deviceInfo());
      return true;
    } catch {
      return false;
    }
  }

  async close(): Promise<void> {
    await this.parts.files.close();
    await this.parts.link.close();
  }

  async #listOnce(signal?: AbortSignal): Promise<ListedFile[]> {
    const files: ListedFile[] = [];
    for await (const file of this.parts.files.list(signal)) files.push(file);
    return files;
  }

  async #events(): Promise<readonly Message[]> {
    if (!this.parts.quirks.events) return [];
    return (await this.#ask((session) => session.events())) ?? [];
  }

  #ask<T>(work: Parameters<typeof this.parts.link.use<T>>[0]): Promise<T | null> {
    return this.#attempt(() => this.parts.link.use(work));
  }

  /** Null where the device has no answer to it: that never keeps a clip from being read. */
  async #attempt<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      return await work();
    } catch (error) {
      if (isRefusal(error) || error instanceof MtpFormatError) return null;
      throw error;
    }
  }
}

const nonEmpty = (text: string): string | null => (text === '' ? null : text);
