import { setTimeout as sleep } from 'node:timers/promises';
import { BwcError } from '../../domain/errors.js';
import type { StationQueries } from '../../web/api.js';
import type { SyncStatus } from '../../web/sync-status.js';
import { whoAmI, withDaemon, withQueries, withStation } from '../access.js';
import { EXIT, type ExitCode } from '../exit-codes.js';
import { bytesText } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import { textOption } from '../options.js';
import { Progress } from '../progress.js';
import type { CommandSpec } from '../program.js';
import { printArchives, printReceipts } from '../sync-report.js';

const LOOK_MS = 500;
const LISTED = 100;

export const sync: CommandSpec = {
  name: 'sync',
  describe: 'cmd.sync',
  options: [
    { flags: '--now', describe: 'sync.now' },
    { flags: '--dry-run', describe: 'sync.dryRun' },
    { flags: '--again <order>', describe: 'sync.again' },
    { flags: '--reason <text>', describe: 'sync.reason' },
  ],
  examples: ['sync', 'sync --now', 'sync --dry-run --json', 'sync --again 17 --reason 已扩大单个文件上限'],
  run: async (command, _args, options) => {
    const again = textOption(options['again']);
    if (again !== undefined) return submitAgain(command, again, textOption(options['reason']));
    if (options['dryRun'] === true) return listNext(command);
    if (options['now'] === true)
      await withDaemon(command.dataDir, async (daemon) => {
        await daemon.syncNow(whoAmI());
        await withQueries(command.dataDir, (queries) => watch(command, queries));
      });
    return withQueries(command.dataDir, (queries) => report(command, queries, options['now'] === true));
  },
};

/** Until what was asked for is over. */
async function watch(command: Command, queries: StationQueries): Promise<void> {
  const progress = new Progress(command);
  for (;;) {
    const { archives } = await queries.status();
    if (archives.every(({ live }) => live === null || !(live.asked || live.busy))) break;
    const sum = (of: (archive: SyncStatus) => number): number => archives.reduce((total, a) => total + of(a), 0);
    const doneBytes = sum((a) => a.live?.sentBytes ?? 0);
    const done = sum((a) => a.done.contents.orders);
    progress.show({
      what: command.t('sync.what'),
      doneBytes,
      totalBytes: Math.max(
        doneBytes,
        sum((a) => a.waiting.contents.bytes),
      ),
      done,
      total: done + sum((a) => a.waiting.contents.orders),
    });
    await sleep(LOOK_MS);
  }
  progress.clear();
}

/** @param wanted whether all of it was to go now: then what is left is an answer as well */
async function report(command: Command, queries: StationQueries, wanted: boolean): Promise<ExitCode> {
  const [{ archives, receipts, station }, gate] = await Promise.all([
    queries.status(),
    queries.ask('gate.summary', { first: 5 }),
  ]);
  const left = archives.some(
    ({ waiting, refused, bags, live, audit }) =>
      waiting.contents.orders + waiting.records.orders + bags.waiting + refused.length + audit.findings.length > 0 ||
      (live?.code ?? null) !== null,
  );
  if (command.json) printJson(command, { archives, receipts, gate });
  else {
    if (archives.length === 0) line(command, command.t('sync.none'));
    printArchives(command, archives, station.timezone);
    printReceipts(command, receipts, station.timezone);
    line(command, command.t('sync.ready', { n: gate.ready.clips }));
    for (const { what, clips } of gate.missing) line(command, command.t('sync.barred', { what, n: clips }));
  }
  return wanted && left ? EXIT.partial : EXIT.ok;
}

async function listNext(command: Command): Promise<ExitCode> {
  const orders = await withQueries(command.dataDir, (queries) =>
    queries.ask('archive.orders', { which: 'next', limit: LISTED }),
  );
  if (command.json) printJson(command, { orders });
  else {
    for (const { target, kind, clipId, bytes } of orders)
      line(
        command,
        command.t('sync.order', { target, kind, clip: clipId, bytes: bytes === null ? '' : bytesText(bytes) }),
      );
    if (orders.length === 0) line(command, command.t('sync.nothing'));
  }
  return EXIT.ok;
}

async function submitAgain(command: Command, again: string, reason: string | undefined): Promise<ExitCode> {
  if (!/^[1-9]\d{0,14}$/.test(again) || reason === undefined)
    throw new BwcError('bwc.usage', '--again takes the number of a refused order, and --reason says why');
  const done = await withStation(command.dataDir, 'sync', (station) =>
    station.act('archive.again', { order: Number(again), reason }, whoAmI()),
  );
  if (command.json) printJson(command, done);
  else line(command, command.t('sync.resubmitted', { order: done.order }));
  return EXIT.ok;
}
