/** What was cleared from the disk, for people. */
import type { ClearStatus } from '../web/clear-status.js';
import { bytesText } from './format.js';
import { line, type Command } from './io.js';

export function printCleared(command: Command, { policy, clips, bytes, unfinished, live }: ClearStatus): void {
  const { t } = command;
  line(command, t(`clear.policy.${policy}`));
  if (clips > 0) line(command, t('clear.status', { clips, bytes: bytesText(bytes) }));
  if (unfinished > 0) line(command, t('clear.unfinished', { n: unfinished }));
  if (live?.code != null) line(command, t('clear.code', { code: live.code }));
}
