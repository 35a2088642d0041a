/** Whether the station's own clock is disciplined: it is evidence too, and is recorded with every visit. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
const run = promisify(execFile);
const TIMEOUT_MS = 2000;
/** Asks chrony, then systemd-timesyncd. Where neither answers, the state is unknown, never assumed good. */
export async function readStationClock() {
  return (await askChrony()) ?? (await askTimedatectl()) ?? UNKNOWN;
}
const UNKNOWN = {
  synchronised: null,
  source: 'unknown',
  stratum: null,
  errorMs: null,
  remark: 'neither chrony nor systemd-timesyncd answers on this machine',
};
async function askChrony() {
  const text = await output('chronyc', ['-c', 'tracking']);
  return text === undefined ? undefined : parseChronyTracking(text);
}
/**
 * `chronyc -c tracking`: comma-separated; field 2 is the stratum, 10 and 11 the root delay and dispersion in seconds,
 * 13 the leap status. Pure.
 */
export function parseChronyTracking(text) {
  const fields = text.trim().split(',');
  const leap = fields[13];
  if (leap === undefined) return undefined;
  const number = (i) => {
    const n = Number(fields[i]);
    return fields[i] === undefined || fields[i] === '' || Number.isNaN(n) ? null : n;
  };
  const [delay, dispersion] = [number(10), number(11)];
  const synchronised = leap !== 'Not synchronised';
  return {
    synchronised,
    source: 'chrony',
    stratum: number(2),
    // RFC 5905: the clock is within root dispersion plus half the root delay of the reference.
    errorMs: synchronised && delay !== null && dispersion !== null ? (dispersion + delay / 2) * 1000 : null,
    remark: `chrony says: ${leap}`,
  };
}
async function askTimedatectl() {
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
async function output(command, args) {
  try {
    return (await run(command, args, { timeout: TIMEOUT_MS, env: { ...process.env, LC_ALL: 'C' } })).stdout;
  } catch {
    return undefined;
  }
}
