/** Who has a USB device open, where this process may see it: gvfs, adb, a second station. */
import { readdir, readFile, readlink } from 'node:fs/promises';

export interface Holder {
  readonly pid: number;
  /** Name of its program. */
  readonly name: string;
}

/** Other processes only. Processes of other users show their files to root alone: an empty answer proves nothing. */
export async function holdersOf(busNumber: number, address: number, proc = '/proc'): Promise<Holder[]> {
  const node = `/dev/bus/usb/${pad(busNumber)}/${pad(address)}`;
  const pids = (await readdir(proc)).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const holders: Holder[] = [];
  for (const pid of pids) {
    if (!(await holds(`${proc}/${pid}/fd`, node))) continue;
    const name = await readFile(`${proc}/${pid}/comm`, 'utf8').catch(() => 'unknown');
    holders.push({ pid: Number(pid), name: name.trim() });
  }
  return holders;
}

async function holds(folder: string, node: string): Promise<boolean> {
  for (const fd of await readdir(folder).catch(() => [])) {
    if ((await readlink(`${folder}/${fd}`).catch(() => '')) === node) return true;
  }
  return false;
}

const pad = (n: number): string => String(n).padStart(3, '0');
