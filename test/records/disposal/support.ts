/** Clips that are labelled and whose time is over, and the two people who may dispose of them. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fixedClock } from '../../store/fixed-clock.js';
import { finishDisposals } from '../../../src/store/disposal/finish.js';
import { hasCode, type ErrorCode } from '../../../src/domain/errors.js';
import type { OnRecord } from '../support.js';

export const SPAN = ['2026-03-02T07:00:00.000Z', '2026-03-02T07:10:00.000Z'] as const;
/** A year later its time is over: it was kept through the second of March. */
export const OVER = '2027-03-03T02:00:00.000Z';
/** Thirty days after that the notice is over. */
export const NOTICE_OVER = '2027-04-02T02:00:00.000Z';

/** Labelled and classified as an ordinary inspection. @returns its id */
export async function ordinaryClip(station: OnRecord, span: readonly [string, string] | null = SPAN): Promise<string> {
  const id = await station.clip(span);
  label(station, id);
  return id;
}

export function label(station: OnRecord, id: string): void {
  const words = station.rules.rulebook.vocabularies.categories?.value ?? [];
  station.do('label.put', {
    clips: [id],
    fields: {
      unit: '鹭江中队',
      party: `商店${id.slice(-6)}`,
      inspectionDate: '2026-03-02',
      inspectionContent: '占道经营',
      category: words.includes('行政检查') ? '行政检查' : (words[1] ?? '其他'),
    },
  });
}

export const refusal = (act: () => unknown, ...codes: ErrorCode[]): boolean => {
  try {
    act();
  } catch (error) {
    if (hasCode(error, ...codes)) return true;
    throw error;
  }
  return false;
};

export const isThere = (station: OnRecord, id: string): boolean =>
  existsSync(join(station.store.paths.root, station.store.clips.get(id)?.storedPath ?? 'x'));

/** Proposed by wang when its time was over, approved by li after the notice, and the files removed. */
export async function dispose(station: OnRecord, clips: readonly string[] | null = null) {
  station.now = OVER;
  const { proposal } = station.do('dispose.propose', { clips: clips && [...clips], reason: '保存期满' });
  station.now = NOTICE_OVER;
  const decided = station.do('dispose.approve', { proposal: proposal?.id ?? '' }, 'li');
  await finishDisposals(station.store, fixedClock);
  return decided;
}

export const kindsOf = (station: OnRecord, clip: string): string[] =>
  station.store.custody.list({ clip, limit: 1000, newestFirst: false }).map((e) => e.kind);
