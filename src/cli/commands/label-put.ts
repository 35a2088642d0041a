import { BwcError, messageOf } from '../../domain/errors.js';
import { TEXT_FIELDS } from '../../records/labels/label-input.js';
import type { ActInput, ActOutput } from '../../records/index.js';
import { ruleWord } from '../../i18n/rule-words.js';
import { whoAmI, withStation } from '../access.js';
import { EXIT } from '../exit-codes.js';
import { printable } from '../format.js';
import { line, printJson, type Command } from '../io.js';
import { lackingText } from '../details-report.js';
import { textOption } from '../options.js';
import { partsLists } from '../parts-option.js';
import type { CommandSpec } from '../program.js';
import { filesOf as listOf, readText } from '../rulebooks.js';
import { texts, yesNo, type Options } from '../said-options.js';
import { WHICH, whichClips } from '../which-clips.js';

type Put = ActInput<'label.put'>;

export const labelPut: CommandSpec = {
  name: 'label put',
  describe: 'cmd.label.put',
  options: [
    ...WHICH,
    { flags: '--from <file>', describe: 'label.from' },
    { flags: '--unit <text>', describe: 'label.unit' },
    { flags: '--party <text>', describe: 'label.party' },
    { flags: '--inspection-date <day>', describe: 'label.inspectionDate' },
    { flags: '--inspection-content <text>', describe: 'label.inspectionContent' },
    { flags: '--enforcement-time <time>', describe: 'label.enforcementTime' },
    { flags: '--case-number <text>', describe: 'label.caseNumber' },
    { flags: '--case-stage <text>', describe: 'label.caseStage' },
    { flags: '--handler <text>', describe: 'label.handler' },
    { flags: '--category <text>', describe: 'label.category' },
    { flags: '--address <text>', describe: 'label.address' },
    { flags: '--task <text>', describe: 'label.task' },
    { flags: '--officer <officer>', describe: 'label.officer', repeat: true },
    { flags: '--witness <name>', describe: 'label.witness', repeat: true },
    { flags: '--goods <parts>', describe: 'label.goods', repeat: true },
    { flags: '--service <parts>', describe: 'label.service', repeat: true },
    { flags: '--party-status <status>', describe: 'label.partyStatus' },
    { flags: '--refused-to-sign <yes>', describe: 'label.refused' },
    { flags: '--secrecy <mark>', describe: 'label.secrecy', repeat: true },
    { flags: '--important <yes>', describe: 'label.important' },
    { flags: '--case <case>', describe: 'label.case' },
    { flags: '--without-case-number <reason>', describe: 'label.noCaseNumber' },
    { flags: '--note <text>', describe: 'label.note' },
    { flags: '--why <text>', describe: 'say.why' },
  ],
  examples: [
    'label put --clip c_01J... --unit 思明中队 --party 某某食品店 --inspection-date 2026-03-02 --inspection-content 占道经营检查',
    'label put --recording r_01J... --officer 张三:闽A001 --officer 李四:闽A002 --important yes',
    'label put --of-activity a_01J... --from label.json --json',
    "label put --clip c_01J... --goods 'measure=seized; kind=音箱; quantity=2台; features=黑色'",
    "label put --clip c_01J... --service 'kind=留置送达; document=责令改正通知书; address=湖滨南路1号'",
    'label put --clip c_01J... --case 厦城管罚〔2026〕1号',
  ],
  run: (command, _args, options) =>
    withStation(command.dataDir, 'label put', async (station) => {
      const done = await station.act('label.put', said(command, options), whoAmI());
      if (command.json) printJson(command, done);
      else report(command, done);
      return EXIT.ok;
    }),
};

function said(command: Command, options: Options): Put {
  const file = textOption(options['from']);
  const from = file === undefined ? {} : (document(command, file) as Put);
  const officers = listOf(options['officer']);
  const witnesses = listOf(options['witness']);
  const secrecy = listOf(options['secrecy']);
  const [goods, services] = [listOf(options['goods']), listOf(options['service'])];
  const {
    partyStatus,
    withoutCaseNumber,
    note,
    case: joined,
    why,
  } = texts(options, ['partyStatus', 'withoutCaseNumber', 'note', 'case', 'why']);
  const [refusedToSign, important] = [yesNo(options, 'refusedToSign'), yesNo(options, 'important')];
  const which = whichClips(options);
  const named = [which.clips, which.recordings, which.activities].some((ids) => ids.length > 0);
  return {
    ...from,
    ...(named ? which : {}),
    fields: { ...from.fields, ...texts(options, TEXT_FIELDS) },
    ...(officers.length === 0 ? {} : { officers: officers.map(officer) }),
    ...(witnesses.length === 0 ? {} : { witnesses: [...witnesses] }),
    ...(goods.length === 0 ? {} : { goods: partsLists('goods', goods) as unknown as NonNullable<Put['goods']> }),
    ...(services.length === 0
      ? {}
      : { services: partsLists('service', services) as unknown as NonNullable<Put['services']> }),
    ...(secrecy.length === 0 ? {} : { secrecy: secrecy as NonNullable<Put['secrecy']> }),
    ...(partyStatus === undefined ? {} : { partyStatus: partyStatus as NonNullable<Put['partyStatus']> }),
    ...(refusedToSign === undefined ? {} : { refusedToSign }),
    ...(important === undefined ? {} : { important }),
    ...(withoutCaseNumber === undefined ? {} : { noCaseNumber: withoutCaseNumber }),
    ...(note === undefined ? {} : { note }),
    ...(joined === undefined ? {} : { case: joined }),
    ...(why === undefined ? {} : { why }),
  };
}

/** `张三:闽A001`; a full-width colon is what a Chinese keyboard gives. */
function officer(text: string): { name: string; certificateNo: string | null } {
  const [name = '', ...rest] = text.split(/[:：]/);
  return { name, certificateNo: rest.length === 0 ? null : rest.join(':') };
}

/** Shaped like the API's act `label.put`, which checks it. @throws BwcError `bwc.usage` */
function document(command: Command, file: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(readText(command, file));
  } catch (error) {
    throw new BwcError('bwc.usage', `${file}: ${messageOf(error)}`, { file });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new BwcError('bwc.usage', `${file} holds no JSON object`, { file });
}

function report(command: Command, { changed, unchanged, labels }: ActOutput<'label.put'>): void {
  const { t, language } = command;
  line(command, t('label.done', { changed: changed.length, unchanged: unchanged.length }));
  for (const { clip, missing, lacking, name, doneAt } of labels) {
    const fields = missing.map((f) => ruleWord(f)[language]).join(language === 'zh' ? '、' : ', ');
    if (doneAt === null) line(command, t('label.missing', { clip, fields }));
    else if (name === null) line(command, t('label.unnamed', { clip }));
    else line(command, printable(t('label.named', { clip, name })));
    for (const one of lacking) line(command, `  ${lackingText(command, one)}`);
  }
}
