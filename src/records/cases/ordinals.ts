/** Numbers in the record list of a case (序号): in the order of recording, one for each recording. */
import type { Repositories } from '../../store/station-store.js';

export function ordinalsFor(
  store: Repositories,
  caseId: string,
  clipIds: readonly string[],
  first: number | 'next' | null,
): ReadonlyMap<string, number> {
  const ordinals = new Map<string, number>();
  if (first === null) return ordinals;
  const highest = Math.max(0, ...store.cases.membersNow(caseId).map((m) => m.ordinal ?? 0));
  let next = first === 'next' ? highest + 1 : first;
  const ofRecording = new Map<string, number>();
  const inOrder = [...store.clipFacts.some(clipIds)].sort((a, b) => {
    const [x, y] = [a.start ?? a.storedAt, b.start ?? b.storedAt];
    return x === y ? (a.id < b.id ? -1 : 1) : x < y ? -1 : 1;
  });
  for (const { id, recordingId } of inOrder) {
    const ordinal = ofRecording.get(recordingId ?? id) ?? next;
    if (ordinal === next) next += 1;
    ofRecording.set(recordingId ?? id, ordinal);
    ordinals.set(id, ordinal);
  }
  return ordinals;
}
