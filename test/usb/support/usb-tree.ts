/** What the guest's kernel says of its USB devices, read straight from sysfs: the truth that the product is held against. */
import type { Guest } from './guest.js';

/** Names of the USB devices with this serial: `2-1` is port 1 of bus 2. */
export async function portsOf(guest: Guest, serial: string): Promise<string[]> {
  const { stdout } = await guest.run(`grep -lx '${serial}' /sys/bus/usb/devices/*/serial`);
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((file) => file.split('/').at(-2) ?? '')
    .sort();
}

/** `sdb`, once the kernel has read the partition table of the disk with this USB serial. */
export async function blockDeviceOf(guest: Guest, serial: string): Promise<string | null> {
  const [port] = await portsOf(guest, serial);
  if (port === undefined) return null;
  const { stdout } = await guest.run(`ls -d /sys/bus/usb/devices/${port}/*/host*/target*/*/block/sd*/sd*1`);
  return stdout.trim().split('/').at(-2) ?? null;
}
