/** What one archive holds of the station's own backups, for people. */
import { forPeople } from '../domain/time.js';
import type { SyncStatus } from '../web/sync-status.js';
import { bytesText, printable } from './format.js';
import { line, type Command } from './io.js';

export function printBackups(command: Command, { target, backup }: SyncStatus, zone: string, indent = ''): void {
  const { t } = command;
  const { backups, sentBytes, last, waiting } = backup;
  if (last === null) line(command, `${indent}${t('backup.none', { target })}`);
  else {
    const bytes = { sent: bytesText(last.sentBytes), all: bytesText(sentBytes) };
    const values = { target, seq: last.seq, at: forPeople(last.at, zone), n: backups, ...bytes };
    line(command, `${indent}${t('backup.last', values)}`);
  }
  if (waiting === null) return;
  const { seq, code, reason } = waiting;
  line(command, `${indent}  ${t('backup.waiting', { seq, code: code ?? '', reason: printable(reason ?? '') })}`);
}
