/** Two years of a squad, as far as searches look at it. */
import type { ClipKind } from '../../src/domain/clip.js';
import type * as Time from '../../src/domain/time.js';
import type * as Store from '../../src/store/station-store.js';
import { makeClips, pick } from './labelled-clips.js';

const dist = (path: string): string => new URL(`../../../dist/${path}`, import.meta.url).href;
const { systemClock, toInstant } = (await import(dist('domain/time.js'))) as typeof Time;

const FIRST = '2024-01-01T00:00:00.000Z';
/** A clip about every minute for two years. */
const APART_MS = 63_000;
/** Clips of one activity. */
const TOGETHER = 20;
const EVENTS = ['行政检查', '行政处罚', '信访接待'];

/** One in ten is a photo, and every photo is smaller than every video. */
const kindOf = (i: number): ClipKind => (i % 10 === 3 ? 'photo' : 'video');
const footage = (i: number): { readonly kind: ClipKind; readonly bytes: number } => {
  const kind = kindOf(i);
  return { kind, bytes: (kind === 'photo' ? 1 : 2_000_000) + ((i * 7919) % 1_000_003) };
};
const activityOf = (i: number): string => `a_${String(Math.floor(i / TOGETHER)).padStart(26, '0')}`;

export function fill(store: Store.StationStore, clips: number): void {
  const at = toInstant(systemClock.now());
  makeClips(store, {
    clips,
    first: FIRST,
    apartMs: APART_MS,
    officers: 300,
    footage,
    labelled: () => true,
    made: ({ nth, id }) => {
      if (nth % TOGETHER === 0)
        store.activities.add({
          id: activityOf(nth),
          version: 1,
          kind: pick(EVENTS, nth / TOGETHER),
          title: null,
          unit: null,
          place: null,
          why: null,
          by: 'bench',
          at,
          entry: nth + 10_000_000,
        });
      store.activities.join(activityOf(nth), id, at, 'bench', null, nth + 20_000_000);
    },
  });
}
