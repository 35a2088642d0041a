import type { ClearBar } from '../../domain/clear.js';
import { CLEAR_BAR_WORDS, CLEAR_REASON_WORDS } from '../../i18n/clear-words.js';
import type { ClearEvent, ClearPlan, ClearSummary } from '../../web/clear-status.js';
import { whoAmI, withQueries, withStation } from '../access.js';
import { printCleared } from '../clear-report.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { bytesText, printable } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import type { CommandSpec } from '../program.js';
import { Progress } from '../progress.js';

export const clear: CommandSpec = {
  name: 'clear',
  describe: 'cmd.clear',
  options: [
    { flags: '--now', describe: 'clear.now' },
    { flags: '--dry-run', describe: 'clear.dryRun' },
  ],
  examples: ['clear', 'clear --dry-run', 'clear --now --json'],
  run: (command, _args, options) =>
    options['now'] === true && options['dryRun'] !== true
      ? clearNow(command)
      : look(command, options['dryRun'] === true),
};

const barText = (command: Command, bars: readonly ClearBar[]): string =>
  bars.map((bar) => CLEAR_BAR_WORDS[bar][command.language]).join('; ');

/** @param only the plan, without what was cleared before */
const look = (command: Command, only: boolean): Promise<ExitCode> =>
  withQueries(command.dataDir, async (queries) => {
    const [{ cleared }, plan] = await Promise.all([queries.status(), queries.clearPlan()]);
    if (command.json) printJson(command, only ? { plan } : { cleared, plan });
    else {
      if (!only) printCleared(command, cleared);
      printPlan(command, plan);
    }
    return EXIT.ok;
  });

function printPlan(command: Command, plan: ClearPlan): void {
  const { t, language } = command;
  const { usedPercent: used, fullPercent: full, untilPercent: until, bytesToClear } = plan;
  line(command, t('clear.disk', { used, full, until, bytes: bytesText(bytesToClear) }));
  for (const { clip, bytes, why, target } of plan.clips)
    line(command, t('clear.goes', { clip, bytes: bytesText(bytes), why: CLEAR_REASON_WORDS[why][language], target }));
  if (plan.clips.length === 0) line(command, t('clear.nothing'));
  for (const { bar, clips } of plan.stays) line(command, t('clear.stays', { why: barText(command, [bar]), n: clips }));
  if (plan.more) line(command, t('clear.more'));
}

const clearNow = (command: Command): Promise<ExitCode> =>
  withStation(command.dataDir, 'clear', async (station) => {
    const { bytesToClear: totalBytes } = await station.queries.clearPlan();
    const progress = new Progress(command);
    const events: ClearEvent[] = [];
    let [done, doneBytes] = [0, 0];
    for await (const event of station.clearNow(whoAmI())) {
      if (command.json) events.push(event);
      progress.clear();
      if (event.type === 'ended') {
        report(command, event, events);
        return event.code !== null || event.notConfirmed > 0 || event.left > 0 ? EXIT.partial : EXIT.ok;
      }
      if (event.type === 'cleared') [done, doneBytes] = [done + 1, doneBytes + event.bytes];
      if (!command.json) line(command, eventText(command, event));
      progress.show({
        what: command.t('cmd.clear'),
        done,
        total: done,
        doneBytes,
        totalBytes: Math.max(totalBytes, doneBytes),
      });
    }
    return EXIT.failed;
  });

function eventText({ t, language, ...command }: Command, event: Exclude<ClearEvent, { type: 'ended' }>): string {
  if (event.type === 'cleared') {
    const { clip, bytes, why } = event;
    return t('clear.cleared', { clip, bytes: bytesText(bytes), why: CLEAR_REASON_WORDS[why][language] });
  }
  const why = barText({ t, language, ...command }, event.bars);
  return t('clear.kept', { clip: event.clip, why, detail: printable(event.detail ?? '') });
}

function report(command: Command, summary: ClearSummary, events: readonly ClearEvent[]): void {
  if (command.json) {
    printJson(command, { events });
    return;
  }
  const { cleared: n, bytes, notConfirmed, left, code } = summary;
  const { t } = command;
  line(command, t('clear.ended', { n, bytes: bytesText(bytes), notConfirmed, left: bytesText(left) }));
  if (code !== null) line(command, t('clear.code', { code }));
}
