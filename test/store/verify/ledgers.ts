/** A station whose ledgers have lines: checks, movements, consents and explanations. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { checkAtDock } from '../../../src/records/cameras/check.js';
import { runAct, answer, type ActInput, type ActName, type ActOutput } from '../../../src/records/index.js';
import type { DataPaths } from '../../../src/store/paths.js';
import { openStationStore } from '../../../src/store/station-store.js';
import { rulesOf } from '../../records/support.js';
import { describeClip, initAt, storeOptions, TestVisit } from '../support.js';

export interface Ledgers {
  readonly paths: DataPaths;
  readonly remove: () => void;
}

export async function withLedgers(): Promise<Ledgers> {
  const dir = mkdtempSync(path.join(tmpdir(), 'bwc-ledgers-'));
  const paths = await initAt(path.join(dir, 'data'));
  const store = openStationStore(paths, storeOptions);
  const rules = rulesOf('tianjin-2024');
  let now = '2026-03-02T01:00:00.000Z';
  const acting = { store, rules, now: () => now, by: 'wang' };
  const act = <N extends ActName>(name: N, input: ActInput<N>): ActOutput<N> => runAct(acting, name, input);
  const visit = TestVisit.open(store);
  const clips: string[] = [];
  for (const minute of ['10', '30']) {
    const index = await visit.ingest(`VIDEO/${minute}.mp4`, minute);
    const id = store.entries.get(visit.subject.id, index)?.clipId ?? '';
    describeClip(store, id, `2026-03-01T01:${minute}:00.000Z`, `2026-03-01T01:${minute}:59.000Z`);
    clips.push(id);
  }
  // Twice the same: a visit that went on is checked again.
  for (let times = 0; times < 2; times += 1)
    store.transaction(() => {
      checkAtDock(acting, visit.subject.id);
    });
  const camera = '7654321';
  act('camera.issue', { camera, officer: '350213', despite: 'test', backBy: '2026-03-02T18:00:00+08:00' });
  now = '2026-03-02T02:00:00.000Z';
  act('camera.return', { camera, recorded: false });
  act('camera.lost', { camera, reference: '遗失1号' });
  act('camera.found', { camera });
  act('camera.faulty', { camera, reference: '报修1号' });
  act('camera.repaired', { camera });
  act('deadline.consent', { subject: { kind: 'camera', id: camera }, approver: '张处长', reference: '同意单5' });
  act('deadline.consent', { subject: { kind: 'clip', id: clips[0] ?? '' }, approver: '李处长' });
  const { activity } = act('activity.begin', { title: '早市', clips });
  const [gap] = answer(acting, 'interruptions', { activity: activity.id }).rows;
  const explanation = { activity: activity.id, interruption: gap?.id ?? '', cause: '电池耗尽' } as const;
  act('interruption.explain', {
    ...explanation,
    kind: gap?.wanted[0]?.[0] ?? 'voice',
    reference: '说明1号',
    heard: { clip: clips[1] ?? '', offsetMs: 100 },
  });
  await store.signer.sign();
  store.close();
  return {
    paths,
    remove: () => {
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
