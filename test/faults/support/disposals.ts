/** A station where two clips are proposed for disposal, their notice long over, and a third is to be kept. */
import { fixedClock } from '../../store/fixed-clock.js';
import { describeClip, storeOptions, TestVisit } from '../../store/support.js';
import { rulesOf } from '../../records/support.js';
import { runAct, type ActInput, type ActName, type ActOutput } from '../../../src/records/index.js';
import { initStation } from '../../../src/station/init.js';
import { dataPaths } from '../../../src/store/paths.js';
import { openStationStore } from '../../../src/store/station-store.js';

export interface Proposed {
  readonly proposal: string;
  /** Stored paths. */
  readonly going: readonly string[];
  readonly staying: readonly string[];
  readonly clips: readonly string[];
}

/** @param by who proposes: another person than the one who runs the tests */
export async function proposedDisposal(data: string, by: string): Promise<Proposed> {
  await initStation({ dataDir: data, name: '', unit: '', mountRoots: [], actor: 'test' }, fixedClock);
  const store = openStationStore(dataPaths(data), storeOptions);
  try {
    const rules = rulesOf('xiamen-2021');
    const act = <N extends ActName>(name: N, input: ActInput<N>): ActOutput<N> =>
      runAct({ store, rules, now: () => '2026-01-10T02:00:00.000Z', by }, name, input);
    const visit = TestVisit.open(store);
    const clips: string[] = [];
    for (const name of ['a', 'b', 'kept']) {
      const index = await visit.ingest(`VIDEO/${name}.mp4`, `${name} `.repeat(5000));
      await visit.ingest(`VIDEO/${name}.nmea`, name === 'a' ? 'of a alone' : 'of b and of the one that is kept', index);
      const id = store.entries.get(visit.subject.id, index)?.clipId ?? '';
      describeClip(store, id, '2024-03-01T01:00:00.000Z', '2024-03-01T01:00:01.000Z');
      clips.push(id);
    }
    const fields = {
      unit: '思明',
      party: '某店',
      inspectionDate: '2024-03-01',
      inspectionContent: '检查',
      category: '行政检查',
    };
    act('label.put', { clips, fields });
    const { proposal } = act('dispose.propose', { clips: clips.slice(0, 2), reason: '保存期满' });
    await store.signer.sign();
    const pathsOf = (id: string): string[] => [
      store.clips.get(id)?.storedPath ?? '',
      ...store.clips.sidecarsOf(id).map((s) => s.storedPath),
    ];
    const [a = '', b = '', kept = ''] = clips;
    const staying = pathsOf(kept);
    const going = [a, b].flatMap(pathsOf).filter((path) => !staying.includes(path));
    return { proposal: proposal?.id ?? '', going, staying, clips: [a, b] };
  } finally {
    store.close();
  }
}
