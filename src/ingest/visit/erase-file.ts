/** Has a driver erase one file, and reports what came of it. */
import type { Camera, ListedFile } from '../../device/camera.js';
import { DeviceError } from '../../device/errors.js';
import type { EraseProof } from '../../domain/erase.js';
import { monotonicMs } from '../../domain/time.js';
import { eraseOutcomeOf } from './erase-outcome.js';
import { toFailure } from './failure.js';
import type { Report } from './protocol.js';

/** The second read of a large file takes minutes: so often there is a sign of life. */
const ALIVE_EVERY_MS = 200;

/** Never throws: where it cannot be told what became of it, the next listing shows that. @param file undefined where it may not be erased */
export async function eraseFile(
  camera: Camera,
  file: ListedFile | undefined,
  { index, proof }: { readonly index: number; readonly proof: EraseProof },
  report: (report: Report) => void,
): Promise<void> {
  let last = monotonicMs();
  try {
    if (file === undefined || camera.erase === undefined)
      throw new DeviceError('bwc.device.erase_refused', `file ${String(index)} cannot be erased here`);
    await camera.erase(file, proof, () => {
      if (monotonicMs() - last < ALIVE_EVERY_MS) return;
      last = monotonicMs();
      report({ type: 'awaited' });
    });
    report({ type: 'erased', index, outcome: 'erased', code: null, reason: null });
  } catch (error) {
    const { code, message } = toFailure(error);
    report({ type: 'erased', index, outcome: eraseOutcomeOf(code), code, reason: message });
    if (code === 'bwc.device.gone') report({ type: 'gone' });
  }
}
