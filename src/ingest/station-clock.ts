/** Whether the station's own clock is disciplined: it is evidence too, and is recorded with every visit. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { StationClockState } from '../domain/camera.js';

const run = promisify(execFile);
const TIMEOUT_MS = 2000;

let asking: Promise<StationClockState> | undefined;

/**
 * Asks chrony, then systemd-timesyncd. Where neither answers, the state is unknown, never assumed good. Visits that begin
 * together ask once: starting two programs for each of sixteen cameras held everything else up.
 */
export function readStationClock(): Promise<StationClockState> {
  asking ??= ask().finally(() => {
    asking = undefined;
  });
  return asking;
}

const ask = async (): Promise<StationClockState> => (await askChrony()) ?? (await askTimedatectl()) ?? UNKNOWN;

const UNKNOWN: StationClockState = {
  synchronised: null,
  source: 'unknown',
  stratum: null,
  errorMs: null,
  remark: 'neither chrony nor systemd-timesyncd answers on this machine',
};

async function askChrony(): Promise<StationClockState | undefined> {
  const text = await output('chronyc', ['-c', 'tracking']);
  return text === undefined ? undefined : parseChronyTracking(text);
}

/**
 * `chronyc -c tracking`: comma-separated; field 2 is the stratum, 4 the system clock's offset, 10 and 11 the root delay and
 * dispersion, in seconds,
 * 13 the leap status. Pure.
 */
export function parseChronyTracking(text: string): StationClockState | undefined {
  const fields = text.trim().split(',');
  const leap = fields[13];
  if (leap === undefined) return undefined;
  const number = (i: number): number | null => {
    const n = Number(fields[i]);
    return fields[i] === undefined || fields[i] === '' || Number.isNaN(n) ? null : n;
  };
  const [offset, delay, dispersion] = [number(4), number(10), number(11)];
  const synchronised = leap !== 'Not synchronised';
  const known = synchronised && offset !== null && delay !== null && dispersion !== null;
  const bound = known ? Math.abs(offset) + dispersion + delay / 2 : null;
  return {
    synchronised,
    source: 'chrony',
    stratum: number(2),
    // RFC 5905: the reference is within root dispersion plus half the root delay of where the clock is being slewed to.
    errorMs: bound === null ? null : bound * 1000,
    remark: `chrony says: ${leap}`,
  };
}

async function askTimedatectl(): Promise<StationClockState | undefined> {
  const text = await output('timedatectl', ['show', '--property=NTPSynchronized', '--value']);
  const answer = text?.trim();
  if (answer !== 'yes' && answer !== 'no') return undefined;
  return {
    synchronised: answer === 'yes',
    source: 'timedatectl',
    stratum: null,
    errorMs: null,
    remark: `timedatectl says NTPSynchronized=${answer}`,
  };
}

async function output(command: string, args: string[]): Promise<string | undefined> {
  try {
    return (await run(command, args, { timeout: TIMEOUT_MS, env: { ...process.env, LC_ALL: 'C' } })).stdout;
  } catch {
    return undefined;
  }
}
