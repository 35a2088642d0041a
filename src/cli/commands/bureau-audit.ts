import type { AuditResult } from '../../bureau/audit/audit.js';
import { DATABASE_OPTION, withArchives, withDatabase } from '../bureau-access.js';
import { EXIT } from '../exit-codes.js';
import { printable } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import { Progress } from '../progress.js';
import type { CommandSpec } from '../program.js';

export const bureauAudit: CommandSpec = {
  name: 'bureau audit',
  describe: 'cmd.bureauAudit',
  args: ['<archive...>'],
  options: [DATABASE_OPTION, { flags: '--read', describe: 'bureau.read' }],
  examples: [
    'bureau audit /mnt/bureau-archive --database postgresql://reader@db.bureau/bwc',
    'bureau audit /mnt/archive-1 /mnt/archive-2 --read --json',
  ],
  run: async (command, places, options) => {
    const { auditBureau } = await import('../../bureau/audit/audit.js');
    return withDatabase(command, options, (db) =>
      withArchives(command, places, async (archives) => {
        const progress = new Progress(command);
        const result = await auditBureau(db, archives, options['read'] === true, (seen) => {
          progress.showCount(command.t('bureau.auditing'), seen, seen);
        });
        progress.clear();
        if (command.json) printJson(command, result);
        else printAudit(command, result);
        return result.clean ? EXIT.ok : EXIT.failed;
      }),
    );
  },
};

function printAudit(command: Command, { checked, notImported, counts, findings, clean }: AuditResult): void {
  const { t } = command;
  line(command, t('bureau.audited', { ...checked }));
  if (notImported.records + notImported.objects > 0) line(command, t('bureau.notImported', { ...notImported }));
  if (clean) line(command, t('bureau.clean'));
  for (const [kind, n] of Object.entries(counts)) if (n > 0) line(command, t('bureau.found', { kind, n }));
  for (const { kind, station, subject, detail } of findings)
    line(command, t('bureau.finding', { kind, station, subject: printable(subject), detail: printable(detail) }));
}
