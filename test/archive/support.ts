/** A station with a visit of several clips of hostile names, with what people put on record of them, and its log signed. */
import { sourcePathFromBytes } from '../../src/domain/source-path.js';
import type { BuiltRecord, RecordRef } from '../../src/archive/record/build.js';
import { buildRecord } from '../../src/archive/record/build.js';
import { clipsChanged } from '../../src/records/after-change.js';
import { verdictsOfClip } from '../../src/records/clips/verdicts.js';
import { OnRecord } from '../records/support.js';
import { describeClip, TestVisit } from '../store/support.js';

/** Not UTF-8: GBK for 现场. */
const GBK = Buffer.from([0x44, 0x43, 0x49, 0x4d, 0x2f, 0xcf, 0xd6, 0xb3, 0xa1, 0x2e, 0x6d, 0x70, 0x34]);
const NAMES = ['DCIM/现场 100%\r\n\u202E;rm -rf ~ "x".mp4', sourcePathFromBytes(GBK), 'DCIM/-rf.mp4'] as const;

export interface ArchivedStation extends OnRecordParts {
  readonly visit: string;
  readonly clips: readonly [string, string, string];
}

interface OnRecordParts {
  readonly station: OnRecord;
  readonly store: OnRecord['store'];
}

export async function visitOnRecord(): Promise<ArchivedStation> {
  const station = await OnRecord.open();
  const { store } = station;
  const visit = TestVisit.open(store);
  const clips: string[] = [];
  for (const [i, name] of NAMES.entries()) {
    const index = await visit.ingest(name, `content of clip ${String(i)}\n`.repeat(i * 100));
    clips.push(store.entries.get(visit.subject.id, index)?.clipId ?? '');
    if (i === 0) await visit.ingest('DCIM/现场.nmea', '$GPRMC,1', index);
  }
  const [first = '', second = '', third = ''] = clips;
  describeClip(store, first, '2026-03-02T06:50:00.000Z', '2026-03-02T07:00:00.000Z');
  store.transaction(() => {
    clipsChanged(station.acting('wang'), clips);
  });
  const { id } = station.do('case.open', { number: '厦城管罚〔2026〕1号', kind: 'penalty', party: '某店（北）' });
  station.do('label.put', { clips: [first], fields: { party: '某某食品店', unit: '思明中队' }, case: id });
  station.do('hold.place', { subject: { kind: 'case', id }, reason: '行政诉讼 <script>"%0D\\' });
  await store.signer.sign();
  return { station, store, visit: visit.subject.id, clips: [first, second, third] };
}

/** @throws where nothing of it changed since the previous one */
export function recordOf(
  { station, store }: OnRecordParts,
  clip: string,
  previous: RecordRef | null = null,
): BuiltRecord {
  const built = buildRecord(store, clip, verdictsOfClip(store, station.rules, clip), previous);
  if (built === null) throw new Error('nothing changed');
  return built;
}
