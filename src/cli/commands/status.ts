import { loudestFirst } from '../../domain/alarm-order.js';
import { forPeople } from '../../domain/time.js';
import { withQueries } from '../access.js';
import { printCleared } from '../clear-report.js';
import { EXIT } from '../exit-codes.js';
import { bytesText, printable, table } from '../format.js';
import { line, printJson } from '../io.js';
import type { CommandSpec } from '../program.js';
import { printArchives, printReceipts } from '../sync-report.js';
import { visitRows, VISIT_COLUMNS } from '../visit-table.js';

export const status: CommandSpec = {
  name: 'status',
  describe: 'cmd.status',
  examples: ['status --data ./station', 'status --json | jq .alarms'],
  run: (command) =>
    withQueries(command.dataDir, async (queries) => {
      const s = await queries.status();
      if (command.json) {
        printJson(command, s);
        return EXIT.ok;
      }
      const { t } = command;
      const zone = s.station.timezone;
      line(
        command,
        t('status.station', {
          id: s.station.id,
          name: s.station.name,
          unit: s.station.unit === '' ? t('unknown') : s.station.unit,
        }),
      );
      line(
        command,
        s.daemon === null
          ? t('status.notRunning')
          : t('status.running', { pid: s.daemon.pid, since: forPeople(s.daemon.since, zone) }),
      );
      line(command, t('status.store', { clips: s.clips, bytes: bytesText(s.bytes), pending: s.mediaPending }));
      line(
        command,
        t('status.disk', {
          free: bytesText(s.disk.freeBytes),
          disk: bytesText(s.disk.diskBytes),
          reserve: bytesText(s.disk.reserveBytes),
        }),
      );
      line(command, t('status.custody', { entries: s.custody.entries, signed: s.custody.signed }));
      line(command, s.prioritySlot === null ? t('priority.none') : t('priority.set', { slot: s.prioritySlot }));
      const { late = 0, dueSoon = 0 } = s.deadlines;
      line(command, t('status.due', { late, dueSoon }));
      printArchives(command, s.archives, zone);
      printReceipts(command, s.receipts, zone);
      if (s.cleared.policy !== 'never' || s.cleared.clips > 0) printCleared(command, s.cleared);
      for (const a of loudestFirst(s.alarms)) {
        line(
          command,
          t('status.alarm', {
            kind: a.kind,
            subject: printable(a.subject),
            since: forPeople(a.raisedAt, zone),
            details: JSON.stringify(a.details),
          }),
        );
      }
      for (const r of s.refused)
        line(command, t('visit.refused', { root: printable(r.root), code: r.code, reason: printable(r.reason) }));
      for (const d of s.dropWaiting)
        line(command, t('status.drop', { path: printable(d.path), reason: printable(d.reason) }));
      if (s.visits.length > 0)
        line(
          command,
          table(
            VISIT_COLUMNS.map((c) => t(c)),
            visitRows(command, s.visits, zone),
          ),
        );
      return EXIT.ok;
    }),
};
