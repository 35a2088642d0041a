import { BwcError } from '../../domain/errors.js';
import { forPeople } from '../../domain/time.js';
import { ACTS, ASKERS, SENSITIVITIES } from '../../policy/approvals/rules.js';
import { RECORDED_PURPOSES } from '../../records/approvals/purposes.js';
import type { QuestionOutput } from '../../records/index.js';
import { APPROVAL_SUBJECTS } from '../../store/repositories/approvals.js';
import { whoAmI, withQueries, withStation } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { table } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import { choiceOption, countOption, textOption } from '../options.js';
import type { CommandSpec } from '../program.js';
import { list, sourceText, word } from '../rule-values.js';

const usage = (message: string): BwcError => new BwcError('bwc.usage', message);

/** `clip:c_01J…` */
function subjectOf(text: string | undefined) {
  const at = text?.indexOf(':') ?? -1;
  const kind = APPROVAL_SUBJECTS.find((k) => k === text?.slice(0, at));
  if (text === undefined || kind === undefined)
    throw usage(`--for takes ${APPROVAL_SUBJECTS.map((k) => `${k}:ID`).join(', ')}`);
  return { kind, id: text.slice(at + 1) };
}

export const approvalRecord: CommandSpec = {
  name: 'approval record',
  describe: 'cmd.approval.record',
  options: [
    { flags: '--for <subject>', describe: 'approval.subject' },
    { flags: '--purpose <purpose>', describe: 'approval.purpose' },
    { flags: '--role <role>', describe: 'approval.role' },
    { flags: '--person <name>', describe: 'approval.person' },
    { flags: '--at <time>', describe: 'approval.at' },
    { flags: '--reference <text>', describe: 'disposal.reference' },
  ],
  examples: [
    'approval record --for clip:c_01J... --purpose access --role leaderInCharge --person 陈某 --at 2026-03-02T10:00:00+08:00 --reference 调用单7号',
  ],
  run: (command, _args, options) =>
    withStation(command.dataDir, 'approval record', async (station) => {
      const purpose = choiceOption(options['purpose'], 'purpose', RECORDED_PURPOSES);
      if (purpose === undefined) throw usage(`--purpose takes ${RECORDED_PURPOSES.join(', ')}`);
      const input = {
        purpose,
        subject: subjectOf(textOption(options['for'])),
        role: textOption(options['role']) ?? '',
        person: textOption(options['person']) ?? '',
        at: textOption(options['at']) ?? '',
        reference: textOption(options['reference']) ?? null,
      };
      const approval = await station.act('approval.record', input, whoAmI());
      if (command.json) printJson(command, approval);
      else line(command, command.t('approval.done', { id: approval.id }));
      return EXIT.ok;
    }),
};

export const approvalWithdraw: CommandSpec = {
  name: 'approval withdraw',
  describe: 'cmd.approval.withdraw',
  args: ['<approval>'],
  options: [{ flags: '--reason <text>', describe: 'disposal.reason' }],
  examples: ['approval withdraw p_01J... --reason 登记有误'],
  run: (command, [approval = ''], options) =>
    withStation(command.dataDir, 'approval withdraw', async (station) => {
      const why = textOption(options['reason']) ?? '';
      const withdrawn = await station.act('approval.withdraw', { approval, why }, whoAmI());
      if (command.json) printJson(command, withdrawn);
      else line(command, command.t('approval.withdrawn', { id: approval }));
      return EXIT.ok;
    }),
};

export const approvalList: CommandSpec = {
  name: 'approval list',
  describe: 'cmd.approval.list',
  options: [
    { flags: '--for <subject>', describe: 'approval.subject' },
    { flags: '--limit <n>', describe: 'clips.limit' },
    { flags: '--after <id>', describe: 'list.after' },
  ],
  examples: ['approval list', 'approval list --for clip:c_01J... --json'],
  run: (command, _args, options) =>
    withQueries(command.dataDir, async (queries) => {
      const about = textOption(options['for']);
      const limit = countOption(options['limit'], 'limit', 100, 1, 10_000);
      const approvals = await queries.ask('approval.list', {
        subject: about === undefined ? null : subjectOf(about),
        limit,
        after: textOption(options['after']) ?? null,
      });
      if (command.json) printJson(command, approvals);
      else if (approvals.length === 0) line(command, command.t('none'));
      else line(command, approvalTable(command, approvals, (await queries.status()).station.timezone));
      return EXIT.ok;
    }),
};

export const approvalLadder: CommandSpec = {
  name: 'approval ladder',
  describe: 'cmd.approval.ladder',
  options: [
    { flags: '--asker <who>', describe: 'approval.asker' },
    { flags: '--act <act>', describe: 'approval.act' },
    { flags: '--sensitivity <level>', describe: 'approval.sensitivity' },
    { flags: '--clip <id>', describe: 'hold.clip' },
  ],
  examples: ['approval ladder --asker party --act copy', 'approval ladder --asker otherUnit --clip c_01J... --json'],
  run: (command, _args, options) =>
    withQueries(command.dataDir, async (queries) => {
      const asker = choiceOption(options['asker'], 'asker', ASKERS);
      if (asker === undefined) throw usage(`--asker takes ${ASKERS.join(', ')}`);
      const ladder = await queries.ask('approval.ladder', {
        asker,
        act: choiceOption(options['act'], 'act', ACTS) ?? 'copy',
        sensitivity: choiceOption(options['sensitivity'], 'sensitivity', SENSITIVITIES) ?? 'ordinary',
        clip: textOption(options['clip']) ?? null,
      });
      if (command.json) printJson(command, ladder);
      else for (const text of describeLadder(command, ladder)) line(command, text);
      return EXIT.ok;
    }),
};

function* describeLadder(command: Command, ladder: QuestionOutput<'approval.ladder'>): Generator<string> {
  const { t } = command;
  const { article, phrase, of } = ladder;
  const source =
    article === null
      ? sourceText(command, { source: 'default' })
      : sourceText(command, { article, phrase: phrase ?? '', of: of ?? undefined });
  if (ladder.secrecy.length > 0) yield t('approval.secret', { marks: list(command, ladder.secrecy) });
  if (ladder.refused) {
    yield t('approval.refused', { source });
    return;
  }
  for (const [i, { role, title, does, form }] of ladder.steps.entries())
    yield t('approval.step', {
      n: i + 1,
      title,
      role,
      does: `${t(`approval.does.${does}`)}${form === null ? '' : `《${form}》`}`,
    });
  yield `——${source}`;
}

function approvalTable({ t, language }: Command, approvals: QuestionOutput<'approval.list'>, zone: string): string {
  const words = { t, language };
  const header = [
    t('column.approval'),
    t('column.purpose'),
    t('column.subject'),
    t('column.role'),
    t('column.person'),
    t('column.at'),
    t('column.reference'),
    t('column.state'),
  ];
  return table(
    header,
    approvals.map((a) => [
      a.id,
      a.purpose,
      `${a.subject.kind} ${a.subject.id}`,
      word(words, a.role),
      a.person,
      forPeople(a.at, zone),
      a.reference ?? '',
      a.withdrawn === null ? '' : t('approval.isWithdrawn', { why: a.withdrawn.why }),
    ]),
  );
}
