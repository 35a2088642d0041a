import { BwcError } from '../../domain/errors.js';
import { dataPaths } from '../../store/paths.js';
import type { ClipFinding } from '../../store/verify/clip-findings.js';
import type { VerifySummary } from '../../store/verify/verify-station.js';
import { daemonHolder, whoAmI, withStation } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { bytesText, parseDuration, printable } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import { textOption } from '../options.js';
import { printError } from '../print-error.js';
import type { CommandSpec } from '../program.js';
import { Progress } from '../progress.js';

export const verify: CommandSpec = {
  name: 'verify',
  describe: 'cmd.verify',
  options: [
    { flags: '--budget <time>', describe: 'verify.budget' },
    { flags: '--archive', describe: 'verify.archive' },
  ],
  examples: ['verify --data ./station', 'verify --budget 1h', 'verify --archive', 'verify --json'],
  run: async (command, _args, options) => {
    const budget = textOption(options['budget']);
    const budgetMs = budget === undefined ? null : parseDuration(budget);
    if (budgetMs === undefined)
      throw new BwcError('bwc.usage', `--budget takes a time such as 1h or 30m, not ${budget ?? ''}`);
    const findings: ClipFinding[] = [];
    const atArchive = options['archive'] === true;
    const summary = await look(command, budgetMs, findings, atArchive);
    await record(command, summary, findings);
    report(command, summary, findings, atArchive);
    return summary.findings > 0 ? EXIT.integrity : EXIT.ok;
  },
};

const TOGETHER = 500;
/** Of a database that somebody emptied, each row is a finding: how many there are the run's own entry says. */
const MOST_OF_STATION = 1000;

async function look(
  command: Command,
  budgetMs: number | null,
  findings: ClipFinding[],
  atArchive: boolean,
): Promise<VerifySummary> {
  const daemonRunning = daemonHolder(command.dataDir) !== undefined;
  const { openStationReader } = await import('../../store/station-store.js');
  const { verifyStation } = await import('../../store/verify/verify-station.js');
  const reader = openStationReader(dataPaths(command.dataDir));
  const progress = new Progress(command);
  const archives = atArchive ? (await import('../../station/archive-check.js')).archiveCheck(reader) : undefined;
  try {
    const run = verifyStation(reader, {
      budgetMs,
      daemonRunning,
      ...(archives === undefined ? {} : { atArchive: archives.check }),
      onProgress: ({ doneFiles, totalFiles, doneBytes, totalBytes }) => {
        progress.show({ what: '', done: doneFiles, total: totalFiles, doneBytes, totalBytes });
      },
    });
    for (;;) {
      const next = await run.next();
      if (next.done === true) return next.value;
      findings.push(next.value);
      progress.clear();
      if (!command.json)
        line(command, `${next.value.kind}  ${printable(next.value.subject)}  ${printable(next.value.detail)}`);
    }
  } finally {
    progress.clear();
    archives?.close();
    reader.close();
  }
}

/** The result goes on record; a station that is too damaged to be written to has said so in the findings. */
async function record(command: Command, summary: VerifySummary, findings: readonly ClipFinding[]): Promise<void> {
  const ofClips = findings.filter(({ clips }) => clips.length > 0);
  const ofStation = findings.filter(({ clips }) => clips.length === 0).slice(0, MOST_OF_STATION);
  const told = [...ofClips, ...ofStation];
  try {
    await withStation(command.dataDir, 'verify', async (station) => {
      for (let i = 0; i < told.length; i += TOGETHER)
        await station.recordFindings(told.slice(i, i + TOGETHER), whoAmI());
      await station.recordVerification(summary, whoAmI());
    });
  } catch (error) {
    if (summary.findings === 0) printError(command, error, command.language, command.json);
  }
}

function report(command: Command, summary: VerifySummary, findings: readonly ClipFinding[], atArchive: boolean): void {
  if (command.json) {
    printJson(command, { ok: findings.length === 0, ...summary, findings });
    return;
  }
  const { t } = command;
  const values = {
    findings: summary.findings,
    entries: summary.entries,
    clips: summary.clips,
    files: summary.originalsRead,
    bytes: bytesText(summary.bytesRead),
  };
  line(command, t(summary.findings === 0 ? 'verify.clean' : 'verify.found', values));
  if (summary.cleared > 0)
    line(command, t(atArchive ? 'verify.clearedRead' : 'verify.cleared', { n: summary.cleared }));
  if (summary.resumeAfter !== null) line(command, t('verify.partial', { after: summary.resumeAfter }));
}
