/**
 * The camera's clock by its DateTime property (0x5011), which has whole seconds: read again and again until the second
 * changes, the edge lies between two station times. Several edges narrow it; edges that are not a second apart prove
 * that the camera answers from a cache, and then a single reading is all there is.
 */
import type { ClockReading } from '../../domain/camera.js';
import { type Clock, civilToInstant, type EpochMs, fromInstant, instantToCivil, toInstant } from '../../domain/time.js';
import type { Timing } from '../usb/timing.js';
import { DataType, parseValue } from './codec/data-values.js';
import { parsePtpDateTime, type PtpDateTime } from './codec/date-time.js';
import { DeviceProp } from './codec/device-props.js';
import { OperationCode } from './codec/operations.js';
import type { MtpSession } from './session.js';

export interface ClockSample {
  readonly raw: string;
  /** Station time when the question was sent and when the answer was there. */
  readonly sent: EpochMs;
  readonly received: EpochMs;
}

const EDGES = 3;
const POLL_MS = 10;
const LONGEST_MS = 4500;
const EDGE_TOLERANCE_MS = 120;

/** Asks until enough edges were seen or the time is up. @throws Refused, LinkBroken, LinkGone */
export async function sampleClock(session: MtpSession, timing: Timing, clock: Clock): Promise<ClockSample[]> {
  // The station's clock may be set while this runs; only one reading of it counts, the rest is measured from there.
  const origin = clock.now() - timing.now();
  const until = timing.now() + LONGEST_MS;
  const samples: ClockSample[] = [];
  let edges = 0;
  while (edges < EDGES && timing.now() < until) {
    const sent = origin + timing.now();
    const answer = await session.read(OperationCode.GetDevicePropValue, [DeviceProp.DateTime]);
    const { value } = parseValue(answer, DataType.string);
    const raw = typeof value === 'string' ? value : '';
    const last = samples.at(-1);
    if (last !== undefined && last.raw !== raw) edges += 1;
    samples.push({ raw, sent, received: origin + timing.now() });
    await timing.sleep(POLL_MS);
  }
  return samples;
}

interface Interval {
  readonly least: number;
  readonly most: number;
}

/** Pure. Offset is camera minus station. `zone` is the one digits without a zone are read in. */
export function readingFromSamples(samples: readonly ClockSample[], zone: string): ClockReading | null {
  const first = samples[0];
  if (first === undefined) return null;
  const times = samples.map((sample) => ({ ...sample, at: instantOf(parsePtpDateTime(sample.raw), zone) }));
  const edges = times.flatMap((now, i) => {
    const before = times[i - 1];
    if (before === undefined || before.raw === now.raw || now.at === null) return [];
    // The camera's clock turned to `now.at` after the old value was asked for and before the new one had come.
    return [{ at: now.at, least: now.at - now.received, most: now.at - before.sent, received: now.received }];
  });
  const known = times.find((t) => t.at !== null);
  if (known?.at == null) return null;
  const intersection = edges.reduce<Interval | null>(
    (all, e) => (all === null ? e : { least: Math.max(all.least, e.least), most: Math.min(all.most, e.most) }),
    null,
  );
  const steady = edges.every((e, i) => {
    const before = edges[i - 1];
    return before === undefined || Math.abs(e.received - before.received - (e.at - before.at)) <= EDGE_TOLERANCE_MS;
  });
  if (edges.length >= 2 && steady && intersection !== null && intersection.least <= intersection.most) {
    const last = edges.at(-1);
    return reading(
      'property-edge',
      last?.at ?? known.at,
      last?.received ?? known.received,
      intersection,
      zone,
      edges.length,
    );
  }
  // Digits cut to whole seconds: the camera's time lies anywhere in that second.
  const single = { least: known.at - known.received, most: known.at + 1000 - known.sent };
  return reading('property-read', known.at, known.received, single, zone, 0);
}

const QUARTER_HOUR_MS = 15 * 60_000;

function reading(
  method: 'property-edge' | 'property-read',
  cameraAt: EpochMs,
  hostAt: EpochMs,
  { least, most }: Interval,
  zone: string,
  edges: number,
): ClockReading {
  const offsetMs = Math.round((least + most) / 2);
  const uncertaintyMs = Math.ceil((most - least) / 2);
  const quarters = Math.round(offsetMs / QUARTER_HOUR_MS);
  const rest = offsetMs - quarters * QUARTER_HOUR_MS;
  const ambiguous = Math.abs(Math.abs(rest) - QUARTER_HOUR_MS / 2) <= uncertaintyMs + 30_000;
  const how =
    method === 'property-edge'
      ? `The camera's seconds were seen to change ${String(edges)} times.`
      : 'Read once, in whole seconds; no steady change of second was seen.';
  return {
    method,
    cameraRaw: instantToCivil(toInstant(cameraAt), zone),
    assumedZone: zone,
    hostTime: toInstant(hostAt),
    offsetMs,
    uncertaintyMs,
    bound: 'two-sided',
    zoneShiftMinutes: ambiguous ? null : quarters * 15 || 0,
    remark: ambiguous ? `${how} The offset lies between two quarter hours: zone and drift cannot be told apart.` : how,
  };
}

function instantOf(time: PtpDateTime, zone: string): EpochMs | null {
  if (time.civil === null) return null;
  const instant = civilToInstant(time.civil, time.zone === 'none' ? zone : 'utc');
  if (instant === undefined) return null;
  const offset = typeof time.zone === 'object' ? time.zone.offsetMinutes : 0;
  return fromInstant(instant) - offset * 60_000 + (time.tenths ?? 0) * 100;
}
