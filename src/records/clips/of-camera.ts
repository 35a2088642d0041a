/** What was said of the camera when it made a recording, and what was wrong with it until the recording was stored. */
import type { Within } from '../../policy/facts/facts.js';
import type { ClipOnRecord } from '../../store/repositories/clip-facts.js';
import { faultsIn, saidOf, spanned } from '../cameras/spans.js';
import { isAdrift, windowsOf } from './recorded-within.js';
import { distinct, saidBy, type FactsSource } from './said.js';

export const ofCamera: FactsSource = (store, clips) => {
  const cameras = distinct(clips.map((c) => c.cameraId));
  const ledgers = store.movements.ledgers(cameras);
  const said = new Map(
    [...store.statements.saidOfCameras(cameras)].map(([id, words]) => [id, spanned(words, ledgers.get(id))]),
  );
  const windows = said.size + ledgers.size === 0 ? new Map<string, Within>() : windowsOf(store, clips);
  return (clip) => {
    const [words, ledger] = [said.get(clip.cameraId) ?? [], ledgers.get(clip.cameraId) ?? []];
    const recorded = windows.get(clip.id) ?? placed(clip);
    const told = saidBy(saidOf(words, recorded, clip.storedAt));
    const faults = faultsIn(ledger, { notBefore: recorded.notBefore, notAfter: clip.storedAt });
    return { ...told, reasons: [...faults, ...(told.reasons ?? [])] };
  };
};

/** By its own times: where it began counts. */
const placed = (clip: ClipOnRecord): Within =>
  isAdrift(clip) ? { notBefore: null, notAfter: clip.seenAt } : { notBefore: clip.start, notAfter: clip.start ?? '' };
