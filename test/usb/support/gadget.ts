/** A camera made of uMTP-Responder and the guest's own gadget stack: a second MTP responder that is not ours, and the one that has Chinese names. */
import type { Guest } from './guest.js';
import { GUEST_SCRIPTS } from './need.js';

/** As the configuration names it. */
export const GADGET_USB_ID = '1d6b:0100';

const script = `sh ${GUEST_SCRIPTS}/gadget.sh`;

export class Gadget {
  private constructor(private readonly guest: Guest) {}

  /** @param folder in the guest: what the camera shows */
  static async make(guest: Guest, serial: string, folder: string): Promise<Gadget> {
    await guest.must(`${script} make ${serial} ${folder}`);
    return new Gadget(guest);
  }

  async plug(): Promise<void> {
    await this.guest.must(`${script} plug`);
  }

  async unplug(): Promise<void> {
    await this.guest.must(`${script} unplug`);
  }
}
