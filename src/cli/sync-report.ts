/** How far the archives are, for people. */
import { forPeople } from '../domain/time.js';
import type { ReceiptStatus } from '../web/receipt-status.js';
import type { SyncStatus } from '../web/sync-status.js';
import { printBackups } from './backup-report.js';
import { archiveFindingWord } from '../i18n/archive-finding-words.js';
import { bytesText, durationText, printable } from './format.js';
import { line, type Command } from './io.js';

export function printArchives(command: Command, archives: readonly SyncStatus[], zone: string): void {
  for (const archive of archives) printArchive(command, archive, zone);
}

function printArchive(command: Command, archive: SyncStatus, zone: string): void {
  const { t } = command;
  const { target, where, waiting, done, window, live, oldestWaiting, refused, probe, bags, audit } = archive;
  const at = (instant: string) => ({ at: forPeople(instant, zone) });
  line(
    command,
    t(archive.role === 'offsite' ? 'sync.offsite' : 'sync.target', {
      target,
      where: printable(where),
      done: done.contents.orders,
      doneBytes: bytesText(done.contents.bytes),
      doneRecords: done.records.orders,
      waiting: waiting.contents.orders,
      bytes: bytesText(waiting.contents.bytes),
      records: waiting.records.orders,
    }),
  );
  if (probe === null) line(command, `  ${t('sync.unprobed')}`);
  else {
    const { mayArchive, enforcement, inTheWay } = probe;
    const holder = enforcement ?? 'none';
    line(
      command,
      `  ${t(mayArchive ? 'sync.fit' : 'sync.unfit', { ...at(probe.at), holder, checks: inTheWay.join(', ') })}`,
    );
  }
  if (live?.busy === true)
    line(
      command,
      `  ${t('sync.busy', { rate: bytesText(live.bytesPerSecond ?? 0), left: live.leftMs === null ? '?' : durationText(live.leftMs) })}`,
    );
  else if (window.changesAt === null) line(command, `  ${t('sync.never')}`);
  else line(command, `  ${t(window.open ? 'sync.open' : 'sync.closed', at(window.changesAt))}`);
  if (live?.code != null && live.triedAgainAt !== null)
    line(command, `  ${t('sync.trouble', { code: live.code, ...at(live.triedAgainAt) })}`);
  if (archive.role === 'offsite' && archive.completedAt !== null)
    line(command, `  ${t('sync.completed', at(archive.completedAt))}`);
  line(command, `  ${t('sync.bags', { done: bags.done, waiting: bags.waiting })}`);
  if (oldestWaiting !== null) line(command, `  ${t('sync.oldest', at(oldestWaiting))}`);
  if (archive.backup.last !== null || archive.backup.waiting !== null) printBackups(command, archive, zone, '  ');
  for (const { order, clip, code, reason } of refused)
    line(command, `  ${t('sync.refused', { order, clip, code, reason: printable(reason) })}`);
  if (audit.oldestRead !== null)
    line(
      command,
      `  ${t('sync.audit', { nights: audit.nights, n: audit.due.objects, bytes: bytesText(audit.due.bytes), ...at(audit.oldestRead) })}`,
    );
  for (const { clip, kind, key, detail, lost } of audit.findings) {
    const said = archiveFindingWord(kind)[command.language];
    line(command, `  ${t(lost ? 'sync.lost' : 'sync.found', { clip, key, said, detail: printable(detail) })}`);
  }
}

/** Of each who is to give receipts for the log. */
export function printReceipts(command: Command, receipts: readonly ReceiptStatus[], zone: string): void {
  const { t } = command;
  for (const { from, last, uncovered, overdue, since } of receipts) {
    const name = printable(from);
    if (last === null) line(command, t('receipt.none', { from: name, uncovered }));
    else {
      const at = forPeople(last.at, zone);
      line(command, t('receipt.of', { from: name, size: last.size, at, witness: printable(last.witness), uncovered }));
    }
    if (overdue && since !== null) line(command, `  ${t('receipt.overdue', { since: forPeople(since, zone) })}`);
  }
}
