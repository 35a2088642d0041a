/**
 * Reading a clip over MTP in the guest, hash included, against the tools that people use, interleaved: same responder, same file.
 * Whole commands are measured, from their start to their end; against the bare loop, which is no command that anybody uses, the reading alone. Emulated: only the ratios mean anything elsewhere.
 */
import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDataDisk } from '../usb/support/data-disk.js';
import { Gadget, GADGET_USB_ID } from '../usb/support/gadget.js';
import type { Guest } from '../usb/support/guest.js';
import { GUEST_SCRIPTS, need } from '../usb/support/need.js';
import { Rig } from '../usb/support/rig.js';
import { usbMtp } from '../usb/support/usb-devices.js';
import { portsOf } from '../usb/support/usb-tree.js';
import { until } from '../usb/support/waiting.js';
import { against, median, say } from './report.js';
import { shuffled } from './shuffled.js';

const MIB = 2 ** 20;
/** Long enough that starting a program weighs little. */
const BYTES = 256 * MIB + 1;
const SERIAL = 'MTPBENCH';
const NAME = 'DSJ_A123456_350213_20260301_090000.mp4';
const FOLDER = 'DCIM/Video/2026-03-01';
const GOT = `/data/${NAME}`;
const COMMAND_MS = 600_000;

interface Run {
  readonly code: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakKiB: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Method {
  readonly command: string;
  /** Whether its output begins with the clip's SHA-256. */
  readonly hashes: boolean;
}

interface Responder {
  readonly name: string;
  readonly usbId: string;
  /** android-file-transfer asks QEMU's responder for a property that it does not have, and gives up. */
  readonly aftCan: boolean;
  /** What gphoto2 calls the folder, where it can read this responder at all. */
  readonly gphoto2Folder: string | null;
  readonly plug: (guest: Guest, rig: Rig) => Promise<void>;
}

const RESPONDERS: readonly Responder[] = [
  {
    name: 'uMTP-Responder',
    usbId: GADGET_USB_ID,
    aftCan: true,
    // It waits for packets that Debian's 1.3.10 never sends, and the responder answers nobody after that.
    gphoto2Folder: null,
    plug: async (guest) => {
      await guest.must('cp -r --preserve=timestamps /share/camera /run/camera');
      await (await Gadget.make(guest, SERIAL, '/run/camera')).plug();
    },
  },
  {
    name: 'QEMU usb-mtp',
    usbId: '46f4:0004',
    aftCan: false,
    gphoto2Folder: `/store_00010001/${FOLDER}`,
    plug: (guest, rig) => {
      const rootdir = join(rig.share, 'camera');
      return guest.plug(
        usbMtp({ id: 'bench', port: 1, serial: SERIAL, rootdir, description: 'BWC', pcap: '/dev/null' }),
      );
    },
  },
];

const OURS = 'bwc: MTP read + SHA-256';
const BARE = 'bare loop, bytes forgotten';

export async function benchUsb(rounds: number): Promise<void> {
  need(
    'qemu-system-x86_64',
    'busybox',
    'cpio',
    'modprobe',
    'mkfs.ext4',
    'umtprd',
    'mtp-detect',
    'aft-mtp-cli',
    'gphoto2',
  );
  for (const responder of RESPONDERS) await benchResponder(responder, rounds);
}

async function benchResponder(responder: Responder, rounds: number): Promise<void> {
  const rig = new Rig();
  try {
    const folder = join(rig.share, 'camera', FOLDER);
    mkdirSync(folder, { recursive: true });
    const clip = randomBytes(BYTES);
    writeFileSync(join(folder, NAME), clip);
    const sha256 = createHash('sha256').update(clip).digest('hex');
    const guest = await rig.boot({ disks: [makeDataDisk(rig.dir, 1_024)] });
    await responder.plug(guest, rig);
    await until(
      async () => (await portsOf(guest, SERIAL)).length === 1,
      () => guest.console(),
      30_000,
    );
    const methods = await methodsFor(guest, responder);
    const runs = new Map<string, Run[]>(Object.keys(methods).map((name) => [name, []]));
    for (let round = 0; round < rounds; round += 1) {
      for (const [name, method] of shuffled(Object.entries(methods))) {
        const run = await measure(guest, method.command);
        if (run.code !== 0 || (method.hashes && !run.stdout.startsWith(sha256))) {
          throw new Error(`${name}: ${JSON.stringify(run)}`);
        }
        runs.get(name)?.push(run);
      }
    }
    report(responder.name, runs, rounds);
  } finally {
    await rig.dispose();
  }
}

async function methodsFor(guest: Guest, { usbId, aftCan, gphoto2Folder }: Responder): Promise<Record<string, Method>> {
  const id = new RegExp(`File ID: (\\d+)\\s+Filename: ${NAME}`).exec(await guest.must('mtp-files 2>/dev/null'))?.[1];
  if (id === undefined) throw new Error('libmtp does not see the clip');
  const script = (name: string): string => `node ${GUEST_SCRIPTS}/${name}.mjs ${usbId}`;
  const thenHash = (get: string): Method => ({
    command: `cd /data && ${get} > /dev/null && sha256sum ${GOT} && rm ${GOT}`,
    hashes: true,
  });
  return {
    [OURS]: { command: script('read-clip'), hashes: true },
    [BARE]: { command: `${script('bare-loop')} ${String(BYTES)}`, hashes: false },
    'mtp-getfile; sha256sum': thenHash(`mtp-getfile ${id} ${GOT}`),
    ...(aftCan && { 'aft-mtp-cli; sha256sum': thenHash(`aft-mtp-cli "get ${FOLDER}/${NAME}"`) }),
    ...(gphoto2Folder !== null && {
      'gphoto2; sha256sum': thenHash(`gphoto2 --folder ${gphoto2Folder} --get-file 1 --filename ${GOT}`),
    }),
  };
}

async function measure(guest: Guest, command: string): Promise<Run> {
  const out = await guest.must(`python3 ${GUEST_SCRIPTS}/measure.py '${command}'`, COMMAND_MS);
  return JSON.parse(out) as Run;
}

function report(responder: string, runs: ReadonlyMap<string, readonly Run[]>, rounds: number): void {
  say(
    `\none clip of ${(BYTES / MIB).toFixed(0)} MiB over MTP (${responder}, emulated), medians of ${String(rounds)} rounds`,
  );
  const middle = (name: string, of: (run: Run) => number): number => median((runs.get(name) ?? []).map(of));
  for (const name of runs.keys()) {
    const seconds = middle(name, (r) => r.seconds);
    const cpuPerGiB = (middle(name, (r) => r.cpuSeconds) * 1024 * MIB) / BYTES;
    const peak = middle(name, (r) => r.peakKiB) / 1024;
    say(
      `  ${name.padEnd(28)} ${seconds.toFixed(1)} s  ${(BYTES / MIB / seconds).toFixed(1)} MiB/s  ` +
        `processor ${cpuPerGiB.toFixed(0)} s/GiB  peak ${peak.toFixed(0)} MiB`,
    );
  }
  const seconds = (name: string): number => middle(name, (r) => r.seconds);
  const peers = [...runs.keys()].filter((name) => name.includes('sha256sum'));
  against('against the best of the others', Math.min(...peers.map(seconds)) / seconds(OURS), 1.2, 'more', 'x');
  const reading = (name: string): number => middle(name, (r) => Number(r.stderr) / 1000);
  say(`  the reading alone: ${reading(OURS).toFixed(1)} s, bare ${reading(BARE).toFixed(1)} s`);
  against('against the bare loop', reading(BARE) / reading(OURS), 0.9, 'more', 'x');
}
