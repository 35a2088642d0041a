/**
 * A whole machine in software: Debian's kernel with its USB stack in QEMU, over this machine's own files (read-only, with a
 * throw-away layer). Emulated, never accelerated: the rig must work where there is no usable /dev/kvm.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AgentClient, type CommandResult } from './agent-client.js';
import type { GuestProcess } from './guest-process.js';
import { guestImage } from './image.js';
import { GUEST_SCRIPTS, SYSTEM_ENV } from './need.js';
import { qemuArguments } from './qemu-arguments.js';
import { Qmp, type Json } from './qmp.js';
import type { UsbDevice } from './usb-devices.js';
import { within } from './waiting.js';

export interface GuestOptions {
  /** Plugged in before it boots. */
  readonly devices?: readonly UsbDevice[];
  /** Raw images that are its hard disks; the first, with ext4 on it, is mounted at /data. */
  readonly disks?: readonly string[];
  /** A folder of this machine that the guest sees at /share, as it is at every moment. */
  readonly share: string;
}

interface BlockStatistics {
  readonly 'node-name'?: string;
  readonly stats: { readonly rd_bytes: number };
}

const BOOT_MS = 180_000;
const RUN_MS = 180_000;
const CONSOLE_TAIL = 4_000;

export class Guest {
  readonly #plugged = new Map<string, UsbDevice>();

  private constructor(
    private readonly qemu: ChildProcess,
    private readonly dir: string,
    private readonly control: Qmp,
    private readonly agent: AgentClient,
    /** How long it took from power to the first answer. */
    readonly bootMs: number,
  ) {}

  static async boot(options: GuestOptions): Promise<Guest> {
    if (/[\s,]/.test(GUEST_SCRIPTS)) throw new Error(`a checkout whose path has blanks or commas: ${GUEST_SCRIPTS}`);
    const dir = mkdtempSync(join(tmpdir(), 'bwc-guest-'));
    mkdirSync(options.share, { recursive: true });
    const devices = options.devices ?? [];
    const args = qemuArguments({ ...options, devices, disks: options.disks ?? [], image: guestImage(), dir });
    const log = openSync(join(dir, 'qemu.log'), 'w');
    const began = performance.now();
    const qemu = spawn('qemu-system-x86_64', args, { env: SYSTEM_ENV, stdio: ['ignore', log, log] });
    process.once('exit', () => qemu.kill('SIGKILL'));
    const runs = (): boolean => qemu.exitCode === null && qemu.signalCode === null;
    try {
      const control = await Qmp.connect(join(dir, 'qmp.sock'), runs);
      const agent = await AgentClient.connect(join(dir, 'agent.sock'), runs);
      await agent.ready(BOOT_MS);
      const guest = new Guest(qemu, dir, control, agent, performance.now() - began);
      for (const device of devices) guest.#plugged.set(device.id, device);
      return guest;
    } catch (error) {
      qemu.kill('SIGKILL');
      throw new Error(`${String(error)}\n${logTail(dir)}`, { cause: error });
    }
  }

  /** Runs a shell command to its end. */
  run(command: string, timeoutMs = RUN_MS): Promise<CommandResult> {
    return this.#explained(this.agent.run(command, timeoutMs));
  }

  /** Its standard output. @throws Error with what it said where it does not end with 0 */
  async must(command: string, timeoutMs = RUN_MS): Promise<string> {
    const { code, stdout, stderr } = await this.run(command, timeoutMs);
    if (code === 0) return stdout;
    return this.#explained(Promise.reject(new Error(`${command}: code ${String(code)}\n${stdout}${stderr}`)));
  }

  /** What a daemon answers at its control socket. */
  ask(socket: string, path: string, timeoutMs: number): Promise<string> {
    return this.#explained(this.agent.ask(socket, path, timeoutMs));
  }

  /** Starts a command that goes on by itself. */
  start(command: string): GuestProcess {
    return this.agent.start(command);
  }

  qmp(command: string, args: Json = {}): Promise<unknown> {
    return this.#explained(this.control.execute(command, args));
  }

  async plug(device: UsbDevice): Promise<void> {
    for (const object of device.objects) await this.qmp('object-add', object);
    for (const node of device.blockNodes) await this.qmp('blockdev-add', node);
    await this.qmp('device_add', device.device);
    this.#plugged.set(device.id, device);
  }

  /** Pulls the plug: the guest is not asked. */
  async unplug(id: string): Promise<void> {
    const device = this.#plugged.get(id);
    if (device === undefined) throw new Error(`${id} is not plugged in`);
    this.#plugged.delete(id);
    const deleted = this.control.expect('DEVICE_DELETED', (data) => data['device'] === id);
    await this.qmp('device_del', { id });
    await deleted;
    for (const node of device.blockNodes.toReversed())
      await this.qmp('blockdev-del', { 'node-name': node['node-name'] });
    for (const object of device.objects.toReversed()) await this.qmp('object-del', { id: object['id'] });
  }

  /** How much of a disk the guest has read since it was plugged in: known without asking the guest. */
  async bytesRead(id: string): Promise<number> {
    const nodes = this.#plugged.get(id)?.blockNodes.map((node) => node['node-name']) ?? [];
    const all = (await this.qmp('query-blockstats')) as readonly BlockStatistics[];
    return all.find((s) => nodes.includes(s['node-name']))?.stats.rd_bytes ?? 0;
  }

  /** The power goes: nothing in the guest gets a chance to finish. */
  async kill(): Promise<void> {
    const gone = new Promise<void>((resolve) => {
      this.qemu.once('exit', () => {
        resolve();
      });
    });
    if (this.qemu.exitCode !== null || this.qemu.signalCode !== null) return;
    this.qemu.kill('SIGKILL');
    await within(gone, () => 'QEMU does not die', 10_000);
    this.control.close();
    this.agent.close();
  }

  /** For when a test is over. */
  async dispose(): Promise<void> {
    await this.kill();
    rmSync(this.dir, { recursive: true, force: true });
  }

  /** The last of what the guest's kernel and QEMU had to say. */
  console(): string {
    return logTail(this.dir);
  }

  async #explained<T>(promise: Promise<T>): Promise<T> {
    try {
      return await promise;
    } catch (error) {
      throw new Error(`${error instanceof Error ? error.message : String(error)}\n--- console\n${this.console()}`, {
        cause: error,
      });
    }
  }
}

const logTail = (dir: string): string => readFileSync(join(dir, 'qemu.log'), 'utf8').slice(-CONSOLE_TAIL);
