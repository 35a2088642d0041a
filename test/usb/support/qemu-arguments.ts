/** How QEMU is called. */
import { join } from 'node:path';
import type { GuestImage } from './image.js';
import { GUEST_SCRIPTS } from './need.js';
import type { Json } from './qmp.js';
import type { UsbDevice } from './usb-devices.js';

export interface QemuOptions {
  readonly image: GuestImage;
  readonly devices: readonly UsbDevice[];
  readonly disks: readonly string[];
  readonly share: string;
  /** For its sockets. */
  readonly dir: string;
}

const MEMORY_MB = 1536;

export function qemuArguments({ image, devices, disks, share, dir }: QemuOptions): string[] {
  const host = 'security_model=none,readonly=on,multidevs=remap';
  return [
    // One processor: two would spend half their time waiting for each other's locks, and another guest has the other core.
    // A copy by `rep movsb`, which the kernel prefers where a processor says that it is fast, is emulated byte by byte.
    ...['-accel', 'tcg', '-cpu', 'max,-erms,-fsrm', '-smp', '1', '-m', String(MEMORY_MB)],
    ...['-nodefaults', '-no-user-config', '-display', 'none', '-no-reboot', '-serial', 'stdio'],
    ...['-kernel', image.kernel, '-initrd', image.initrd],
    // On a busy host the kernel finds the emulated timer wanting, and panics: it is not to look.
    ...[
      '-append',
      `console=ttyS0 quiet panic=-1 no_timer_check usbcore.usbfs_memory_mb=256 bwc.start=${GUEST_SCRIPTS}/start.sh`,
    ],
    ...['-virtfs', `local,path=/,mount_tag=hostroot,${host}`, '-virtfs', `local,path=${share},mount_tag=share,${host}`],
    ...['-device', 'virtio-serial-pci', '-device', 'virtserialport,chardev=agent,name=bwc.agent'],
    ...['-chardev', `socket,id=agent,path=${join(dir, 'agent.sock')},server=on,wait=off`],
    ...['-qmp', `unix:${join(dir, 'qmp.sock')},server=on,wait=off`],
    ...['-device', 'qemu-xhci,id=xhci,p2=8,p3=8'],
    ...disks.flatMap((disk) => [
      '-drive',
      `file=${disk},if=virtio,format=raw,cache=writeback,discard=unmap,detect-zeroes=unmap`,
    ]),
    ...devices.flatMap(({ objects, blockNodes, device }) => [
      ...objects.flatMap((o) => ['-object', json(o)]),
      ...blockNodes.flatMap((n) => ['-blockdev', json(n)]),
      ...['-device', json(device)],
    ]),
  ];
}

const json = (value: Json): string => JSON.stringify(value);
