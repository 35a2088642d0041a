import { resolve } from 'node:path';
import { forPeople } from '../../domain/time.js';
import type { ActOutput, QuestionOutput } from '../../records/index.js';
import { writeCertificate } from '../../station/write-certificate.js';
import { whoAmI, withQueries, withStation } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { bytesText, printable, table } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import { countOption, textOption } from '../options.js';
import type { CommandSpec } from '../program.js';
import { barsText } from '../retention-report.js';

type Proposal = QuestionOutput<'dispose.list'>[number];

export const disposePropose: CommandSpec = {
  name: 'dispose propose',
  describe: 'cmd.dispose.propose',
  args: ['[clips...]'],
  options: [
    { flags: '--reason <text>', describe: 'disposal.reason' },
    { flags: '--limit <n>', describe: 'dispose.limit' },
  ],
  examples: ['dispose propose --reason 保存期满', 'dispose propose c_01J... c_01K... --reason 保存期满 --json'],
  run: (command, clips, options) =>
    withStation(command.dataDir, 'dispose propose', async (station) => {
      const input = {
        clips: clips.length === 0 ? null : [...clips],
        reason: textOption(options['reason']) ?? '',
        limit: countOption(options['limit'], 'limit', 1000, 1, 10_000),
      };
      const proposed = await station.act('dispose.propose', input, whoAmI());
      if (command.json) printJson(command, proposed);
      else for (const text of describeProposed(command, proposed)) line(command, text);
      if (proposed.proposal === null) return EXIT.failed;
      return proposed.barred.length > 0 ? EXIT.partial : EXIT.ok;
    }),
};

function* describeProposed(
  command: Command,
  { proposal, barred, more }: ActOutput<'dispose.propose'>,
): Generator<string> {
  const { t } = command;
  if (proposal === null) yield t('dispose.nothing');
  else yield t('dispose.proposed', { id: proposal.id, n: proposal.clips, from: proposal.consentFrom });
  for (const { clip, bars } of barred) yield t('dispose.barred', { clip, bars: barsText(command, bars) });
  if (more) yield t('dispose.more');
}

export const disposeApprove: CommandSpec = {
  name: 'dispose approve',
  describe: 'cmd.dispose.approve',
  args: ['<proposal>'],
  examples: ['dispose approve d_01J...'],
  run: (command, [proposal = '']) =>
    withStation(command.dataDir, 'dispose approve', async (station) => {
      const decided = await station.act('dispose.approve', { proposal }, whoAmI());
      const { approved, barred } = decided;
      if (command.json) printJson(command, decided);
      else {
        line(command, command.t('dispose.approved', { id: proposal, n: approved.length, barred: barred.length }));
        for (const { clip, bars } of barred)
          line(command, command.t('dispose.barred', { clip, bars: barsText(command, bars) }));
      }
      return barred.length > 0 ? EXIT.partial : EXIT.ok;
    }),
};

export const disposeRefuse: CommandSpec = {
  name: 'dispose refuse',
  describe: 'cmd.dispose.refuse',
  args: ['<proposal>'],
  options: [{ flags: '--reason <text>', describe: 'disposal.reason' }],
  examples: ['dispose refuse d_01J... --reason 当事人有异议'],
  run: (command, [proposal = ''], options) =>
    withStation(command.dataDir, 'dispose refuse', async (station) => {
      const input = { proposal, reason: textOption(options['reason']) ?? '' };
      const refused = await station.act('dispose.refuse', input, whoAmI());
      if (command.json) printJson(command, refused);
      else line(command, command.t('dispose.refused', { id: proposal }));
      return EXIT.ok;
    }),
};

export const disposeList: CommandSpec = {
  name: 'dispose list',
  describe: 'cmd.dispose.list',
  options: [
    { flags: '--open', describe: 'dispose.open' },
    { flags: '--limit <n>', describe: 'clips.limit' },
    { flags: '--after <id>', describe: 'list.after' },
  ],
  examples: ['dispose list', 'dispose list --open --json'],
  run: (command, _args, options) =>
    withQueries(command.dataDir, async (queries) => {
      const limit = countOption(options['limit'], 'limit', 100, 1, 10_000);
      const after = textOption(options['after']) ?? null;
      const proposals = await queries.ask('dispose.list', { open: options['open'] === true, limit, after });
      const { t } = command;
      if (command.json) printJson(command, proposals);
      else if (proposals.length === 0) line(command, t('none'));
      else {
        const zone = (await queries.status()).station.timezone;
        const header = [
          t('column.proposal'),
          t('column.at'),
          t('column.clips'),
          t('column.decision'),
          t('column.reason'),
        ];
        const rows = proposals.map((p) => [
          p.id,
          `${p.by} ${forPeople(p.at, zone)}`,
          `${String(p.disposed)}/${String(p.clips)}`,
          stateOf(command, p, zone),
          p.reason,
        ]);
        line(command, table(header, rows));
      }
      return EXIT.ok;
    }),
};

const stateOf = ({ t }: Command, { decision, consentFrom }: Proposal, zone: string): string =>
  decision === null
    ? t('dispose.waits', { from: consentFrom })
    : t('dispose.decided', {
        by: printable(decision.by),
        at: forPeople(decision.at, zone),
        decision: t(`dispose.decision.${decision.decision}`),
      });

export const disposeShow: CommandSpec = {
  name: 'dispose show',
  describe: 'cmd.dispose.show',
  args: ['<proposal>'],
  examples: ['dispose show d_01J...', 'dispose show d_01J... --json'],
  run: (command, [id = '']) =>
    withQueries(command.dataDir, async (queries) => {
      const shown = await queries.ask('dispose.show', { proposal: id });
      if (command.json) printJson(command, shown);
      else
        for (const text of describeProposal(command, shown, (await queries.status()).station.timezone))
          line(command, text);
      return EXIT.ok;
    }),
};

function* describeProposal(
  command: Command,
  { proposal, items }: QuestionOutput<'dispose.show'>,
  zone: string,
): Generator<string> {
  const { t } = command;
  const { id, by, at, reason } = proposal;
  yield t('dispose.head', { id, by: printable(by), at: forPeople(at, zone), reason: printable(reason) });
  yield stateOf(command, proposal, zone);
  const header = [t('column.clips'), t('column.bytes'), t('column.sha256'), t('column.state')];
  yield table(
    header,
    items.map((item) => [item.clipId, bytesText(item.bytes), item.sha256, itemState(command, item)]),
  );
}

function itemState(command: Command, item: QuestionOutput<'dispose.show'>['items'][number]): string {
  const { t } = command;
  if (item.disposedAt !== null) return t('dispose.item.disposed');
  if (item.outcome === null) return t('dispose.item.listed');
  return item.outcome === 'approved'
    ? t('dispose.item.approved')
    : `${t('dispose.item.barred')}：${barsText(command, item.bars)}`;
}

export const disposeCertificate: CommandSpec = {
  name: 'dispose certificate',
  describe: 'cmd.dispose.certificate',
  args: ['<proposal>'],
  options: [{ flags: '--out <dir>', describe: 'dispose.out' }],
  examples: ['dispose certificate d_01J... --out ./certificate', 'dispose certificate d_01J... --json'],
  run: (command, [id = ''], options) =>
    withQueries(command.dataDir, async (queries) => {
      const certificate = await queries.certificate(id);
      const out = textOption(options['out']);
      if (out !== undefined) {
        const dir = resolve(command.cwd, out);
        await writeCertificate(certificate, dir, (await queries.status()).station.timezone);
        if (command.json) printJson(command, { certificate: dir });
        else line(command, command.t('dispose.certificateDone', { dir }));
      } else printJson(command, certificate);
      return EXIT.ok;
    }),
};
