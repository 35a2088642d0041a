/** The scratch folder of one test file and the machines that it boots: gone when the file is over, however it ended. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Guest, type GuestOptions } from './guest.js';
import { measured } from './measured.js';

export class Rig {
  readonly dir = mkdtempSync(join(tmpdir(), 'bwc-usb-'));
  /** What the guest sees at /share. */
  readonly share = join(this.dir, 'share');
  readonly #guests: Guest[] = [];

  async boot(options: Omit<GuestOptions, 'share'>): Promise<Guest> {
    const guest = await Guest.boot({ ...options, share: this.share });
    this.#guests.push(guest);
    measured('boot', guest.bootMs);
    return guest;
  }

  async dispose(): Promise<void> {
    for (const guest of this.#guests) await guest.dispose();
    rmSync(this.dir, { recursive: true, force: true });
  }
}
