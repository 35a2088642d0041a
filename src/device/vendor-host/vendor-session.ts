/** A camera in host mode: who it is, its clock, and the way to its disk. */
import type { StationClockState } from '../../domain/camera.js';
import type { Camera } from '../camera.js';
import { becomeDisk, type DiskContext } from './become-disk.js';
import type { SwitchState } from './mode-switch.js';
import { type ClockSetRecord, setClock } from './set-clock.js';
import { VendorCamera } from './vendor-camera.js';
import type { VendorFacts } from './vendor-facts.js';

export class VendorSession {
  #disk: Promise<Camera> | undefined;

  constructor(
    readonly facts: VendorFacts,
    private readonly context: DiskContext,
    /** Of the host interface; the disk has its own. */
    readonly profile: string,
  ) {}

  get state(): SwitchState {
    return this.context.tracker.state;
  }

  /**
   * Never done unasked. The camera's answer is in the record, a refusal too.
   * @throws DeviceError `bwc.device.unsupported` without the capability, `bwc.device.gone` once it became a disk,
   * `bwc.device.refused` while the station's own clock is not known to be synchronised
   */
  setClock(station: StationClockState, zone: string): Promise<ClockSetRecord> {
    return setClock(this.context, station, zone);
  }

  /**
   * Once for a session: a second call answers the same camera.
   * @throws DeviceError where the camera refuses, does not come back in time, or something else stands in its slot
   */
  toDisk(): Promise<Camera> {
    this.#disk ??= becomeDisk(this.context).then((disk) => new VendorCamera(this.facts, disk));
    return this.#disk;
  }

  /** Before it became a disk: leaves the camera in host mode. Afterwards there is nothing to close but the disk's camera. */
  async close(): Promise<void> {
    this.context.tracker.send({ is: 'failed', why: 'the session was closed' });
    await this.context.caller.close();
  }
}
