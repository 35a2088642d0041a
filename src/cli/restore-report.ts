/** What a restore would bring back, and what it brought back, for people. */
import type { RestorePlan } from '../station/restore/plan.js';
import type { RestoreResult } from '../station/restore/restore.js';
import { bytesText, printable } from './format.js';
import { line, type Command } from './io.js';

/** What people count, by the table that holds it. */
const COUNTED = {
  clips: 'clips',
  labels: 'label_versions',
  activities: 'activity_versions',
  cases: 'case_versions',
  holds: 'holds',
  deadlines: 'deadlines',
  movements: 'camera_movements',
  approvals: 'approvals',
  people: 'person_versions',
  entries: 'custody_entries',
} as const;
type Counted = keyof typeof COUNTED;

const each = (): readonly (readonly [Counted, string])[] => Object.entries(COUNTED) as [Counted, string][];

const LISTED = 50;

export function printPlan(command: Command, { rejected, room, counts, ...plan }: RestorePlan): void {
  const { t } = command;
  line(
    command,
    t('restore.backup', { station: plan.station, backup: plan.backup, at: plan.at, entries: plan.logSize }),
  );
  for (const { backup, reason } of rejected)
    line(command, t('restore.rejected', { backup, reason: printable(reason) }));
  line(command, t('restore.room', { needs: bytesText(room.needs), has: bytesText(room.has) }));
  for (const [what, table] of each())
    if (counts[table] !== undefined) line(command, `  ${t(`restore.count.${what}`)}  ${String(counts[table])}`);
  if (plan.witnessed > plan.logSize)
    line(command, t('restore.lost', { from: plan.logSize, to: plan.witnessed - 1, witnessed: plan.witnessed }));
}

export function printRestored(command: Command, result: RestoreResult, dataDir: string): void {
  const { t } = command;
  const { proof, originals, later, outside } = result;
  line(command, t('restore.done', { station: result.continues, dataDir, backup: result.backup, at: result.at }));
  for (const { backup, reason } of result.rejected)
    line(command, t('restore.rejected', { backup, reason: printable(reason) }));
  for (const [what, table] of each()) {
    const count = proof.counts[table];
    if (count !== undefined)
      line(
        command,
        `  ${t(`restore.count.${what}`)}  ${t('restore.compared', { backup: count.backup, now: count.now })}`,
      );
  }
  line(command, t('restore.fetched', { files: originals.files, bytes: bytesText(originals.bytes) }));
  for (const { storedPath, reason } of originals.missing.slice(0, LISTED))
    line(command, `  ${t('restore.missing', { path: storedPath, reason: printable(reason) })}`);
  if (result.witnessed > result.logSize)
    line(command, t('restore.lost', { from: result.logSize, to: result.witnessed - 1, witnessed: result.witnessed }));
  for (const { clip, version, differs } of later.filter((l) => l.differs.length > 0).slice(0, LISTED))
    line(command, `  ${t('restore.newer', { clip, version, differs: differs.join(', ') })}`);
  for (const { was, is } of outside)
    line(command, `  ${t('restore.outside', { was: printable(was), is: printable(is) })}`);
  for (const { kind, subject, detail } of proof.findings.slice(0, LISTED))
    line(command, `  ${kind}  ${printable(subject)}  ${printable(detail)}`);
  line(command, t(proof.findings.length === 0 ? 'restore.clean' : 'restore.findings', { n: proof.findings.length }));
}
