/** The slot that is read first: as it was chosen last, by whoever it was, else as the configuration has it. */
import type { Repositories } from '../store/station-store.js';
import type { Config } from './config.js';

export function prioritySlot({ custody }: Pick<Repositories, 'custody'>, { cameras }: Config): string | null {
  const chosen = custody.lastPriority();
  if (chosen !== undefined) return chosen;
  return cameras.priority_slot === '' ? null : cameras.priority_slot;
}
