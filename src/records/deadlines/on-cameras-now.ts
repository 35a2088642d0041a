/**
 * Deadlines of what is on cameras, worked out once for all who ask within a second while nothing changes: whoever opens the
 * list of what is due asks for it three times, and fifty people do.
 */
import type { RulesInForce } from '../../policy/rules-in-force.js';
import type { Db } from '../../store/database.js';
import type { QuestionContext } from '../act.js';
import { deadlinesOnCameras, type OnCamera } from './on-cameras.js';

interface Kept {
  readonly state: string;
  readonly rules: RulesInForce;
  readonly found: readonly OnCamera[];
}

const kept = new WeakMap<Db, Kept>();

/** @returns verdicts of the same second as `context.now()` */
export function onCamerasNow(context: QuestionContext): readonly OnCamera[] {
  const { store, rules } = context;
  const known = kept.get(store.db);
  const state = `${changesOf(store.db)} ${context.now().slice(0, 'yyyy-MM-ddTHH:mm:ss'.length)}`;
  if (known?.state === state && known.rules === rules) return known.found;
  const found = [...deadlinesOnCameras(context)];
  // What a transaction sees may never come to be.
  if (!store.db.inTransaction) kept.set(store.db, { state, rules, found });
  return found;
}

/** Another text after each change, by this connection or by another one. */
function changesOf(db: Db): string {
  const own = db.prepare<[], number>('SELECT total_changes()').pluck().get();
  const others = db.pragma('data_version', { simple: true });
  return `${String(own)} ${String(others)}`;
}
