/** Figures of the station in the text format of Prometheus (version 0.0.4). */
import { fromInstant } from '../domain/time.js';
import type { StationStatus } from './status.js';

interface Figure {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter';
  readonly values: readonly (readonly [labels: Readonly<Record<string, string>>, value: number])[];
}

const one = (name: string, help: string, value: number, type: Figure['type'] = 'gauge'): Figure => ({
  name,
  help,
  type,
  values: [[{}, value]],
});

/** @param memoryBytes resident memory of the daemon */
export function metricsText(status: StationStatus, memoryBytes: number): string {
  const { clips, bytes, mediaPending, disk, custody, deadlines, visits, alarms, refused } = status;
  const figures: Figure[] = [
    one('bwc_clips', 'Clips on record', clips),
    one('bwc_original_bytes', 'Bytes of originals on the disk', bytes),
    one('bwc_media_pending', 'Stored clips that are still to be looked at', mediaPending),
    one('bwc_disk_bytes', 'Size of the disk', disk.diskBytes),
    one('bwc_disk_free_bytes', 'Free bytes of the disk', disk.freeBytes),
    one('bwc_disk_reserve_bytes', 'Bytes that ingest never uses', disk.reserveBytes),
    one('bwc_custody_entries', 'Entries of the custody log', custody.entries, 'counter'),
    one('bwc_custody_signed_entries', 'Entries that a signed checkpoint covers', custody.signed, 'counter'),
    {
      name: 'bwc_deadlines',
      help: 'Deadlines by state',
      type: 'gauge',
      values: Object.entries(deadlines).map(([state, n]) => [{ state }, n]),
    },
    one('bwc_visits_unfinished', 'Visits that are open or interrupted', visits.length),
    one('bwc_devices_refused', 'Devices in the dock that were refused', refused.length),
    {
      name: 'bwc_alarms',
      help: 'Open alarms by kind',
      type: 'gauge',
      values: [...countBy(alarms.map((a) => a.kind))].map(([kind, n]) => [{ kind }, n]),
    },
    one('process_resident_memory_bytes', 'Resident memory of the daemon', memoryBytes),
    ...(status.daemon === null
      ? []
      : [one('process_start_time_seconds', 'When the daemon started', fromInstant(status.daemon.since) / 1000)]),
  ];
  return figures.map(textOf).join('');
}

function textOf({ name, help, type, values }: Figure): string {
  const lines = values.map(([labels, value]) => `${name}${labelsOf(labels)} ${String(value)}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function labelsOf(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}="${value.replaceAll(/["\\\n]/g, '_')}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

function countBy(kinds: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const kind of kinds) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
