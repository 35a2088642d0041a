/** What the wall shows for each slot, from what the station says. Pure. */
import type { StationStatus, VisitView } from '../../web/api-types.js';
import { lastWhere } from '../lib/last.js';
import type { Progress } from '../live/rate.js';

/** What a custodian has to know of a slot, one word each. Only `safe` lets a camera be taken out. */
export const CARD_STATES = [
  'reading',
  'copying',
  'checking',
  'erasing',
  'waiting',
  'safe',
  'incomplete',
  'fault',
  'cancelled',
  'interrupted',
  'refused',
] as const;
export type CardState = (typeof CARD_STATES)[number];

export interface Card {
  readonly slot: string;
  readonly state: CardState;
  readonly visit: VisitView | null;
  /** Of what was refused: an error code, and the station's own words. */
  readonly refusal: { readonly code: string; readonly reason: string } | null;
  /** Whether something stands in the slot: not so of an interrupted visit, nor of a folder. */
  readonly docked: boolean;
  readonly priority: boolean;
}

/** States that a custodian has to do something about. */
export const needsHand = (state: CardState): boolean =>
  state === 'fault' || state === 'incomplete' || state === 'interrupted' || state === 'refused';

export function wallOf(status: StationStatus, progress: ReadonlyMap<string, Progress>): Card[] {
  const refused = new Map(status.refused.map((r) => [r.slot, r]));
  const docked = status.docked.map(({ slot, visit, served }): Card => {
    const refusal = refused.get(slot) ?? null;
    const state = refusal === null ? stateOf(visit, served, visit && progress.get(visit.id)) : 'refused';
    return { slot, state, visit, refusal, docked: true, priority: slot === status.prioritySlot };
  });
  const shown = new Set(docked.map(({ visit }) => visit?.id));
  const others = status.visits
    .filter((visit) => !shown.has(visit.id))
    .map((visit): Card => {
      const state = stateOf(visit, visit.state === 'open', progress.get(visit.id));
      return { slot: visit.slot, state, visit, refusal: null, docked: false, priority: false };
    });
  return [...docked.sort(bySlot), ...others.sort(bySlot)];
}

const inOrder = new Intl.Collator('en', { numeric: true });
const bySlot = (a: Card, b: Card): number => inOrder.compare(a.slot, b.slot);

function stateOf(visit: VisitView | null, served: boolean, progress: Progress | null | undefined): CardState {
  if (visit === null) return served ? 'reading' : 'fault';
  if (visit.state === 'interrupted') return 'interrupted';
  if (visit.state === 'open') return phaseOf(visit, progress);
  // A visit may be closed a moment before its slot is free.
  if (visit.outcome === 'complete') return visit.safeToRemove ? (served ? 'checking' : 'safe') : 'incomplete';
  if (visit.outcome === 'cancelled') return 'cancelled';
  return visit.outcome === 'partial' ? 'incomplete' : 'fault';
}

function phaseOf({ phase }: VisitView, progress: Progress | null | undefined): CardState {
  if (phase === 'waiting') return 'waiting';
  if (phase === 'erasing') return 'erasing';
  if (phase === 'done') return 'checking';
  if (phase !== 'copying') return 'reading';
  // All bytes are here, and are being made durable and read back.
  return progress != null && progress.totalBytes > 0 && progress.doneBytes >= progress.totalBytes
    ? 'checking'
    : 'copying';
}

export interface Count {
  readonly done: number;
  readonly of: number;
}

/** How many of the listed clips are on the station; null before the listing. */
export function countOf(visit: VisitView): Count | null {
  if (visit.listedAt === null) return null;
  const { stored, alreadyKnown, disposed, onCamera } = visit.tally;
  return { done: stored + alreadyKnown + disposed, of: onCamera };
}

/** 0..1 of the bytes that are to be read, else of the clips; null where nothing is known yet. */
export function shareOf(visit: VisitView, progress: Progress | undefined): number | null {
  if (visit.state === 'open' && progress !== undefined && progress.totalBytes > 0)
    return Math.min(1, progress.doneBytes / progress.totalBytes);
  const count = countOf(visit);
  return count === null ? null : count.of === 0 ? 1 : count.done / count.of;
}

/** A slot as people call it: `USB 1-1.2`, or the name of the folder. */
export function slotName(slot: string): string {
  const [, kind = '', place = slot] = /^(usb|dir|hand|drop|host):(.*)$/.exec(slot) ?? [];
  if (kind === 'usb' || kind === 'host') return `USB ${place}`;
  return lastWhere(place.split('/'), (part) => part !== '') ?? place;
}
